import { summaryDataFromTransactionData } from "ulm/value";
import { timeProfile } from "ulm/behave";
import {
  Column,
  dropDuplicates,
  dropMissing,
  getDummies,
  impute,
  parseCsv,
  parseJson,
  SimpleImputer,
  sql,
  Table,
  trainTestSplit,
  clipOutliers,
} from "ulm/data";
import { describe, expect, it } from "vitest";

const zone = "Asia/Shanghai";
const read = () => parseCsv("user,at,amount\na,2024-01-01 07:30,1\nb,,2\na,2024-01-01 09:30,\n", { zone });

/** Every verb of a table that keeps its dates, and what it calls them. */
const verbs: Readonly<Record<string, (table: Table) => Table | readonly [Table, name: string]>> = {
  select: (table) => table.select("at"),
  drop: (table) => table.drop("user"),
  rename: (table) => [table.rename({ at: "time" }), "time"],
  filter: (table) => table.filter((row) => row.user === "a"),
  slice: (table) => table.slice(1),
  head: (table) => table.head(1),
  take: (table) => table.take([2, 0]),
  orderBy: (table) => table.orderBy("at", "descending"),
  derive: (table) => table.derive({ twice: (row) => row.amount * 2, at: (row) => row.at && new Date(+row.at + 1) }),
  withColumn: (table) => [table.withColumn("copy", table.column("at")), "copy"],
  concatColumns: (table) => Table.fromColumns({ n: [1, 2, 3] }).concatColumns(table),
  valueCounts: (table) => table.valueCounts("at"),
};
/** Verbs that make new columns, or rows for columns. */
const others = ["constructor", "column", "columnsOfType", "has", "row", "rows", "toObjects", "toMatrix", "describe"];
const texts = ["toArquero", "toString"];

describe("the zone of a column of dates", () => {
  it("is the one in which its times were read; of days, and of dates that were not read, UTC", () => {
    expect(read().columns.map((column) => column.zone)).toEqual([undefined, zone, undefined]);
    expect(parseCsv("at\n2024-01-01\n", { zone }).column("at").zone).toBe("UTC");
    expect(parseJson('[{"at": "2024-01-01 07:30"}]', { zone }).column("at").zone).toBe(zone);
    expect(parseCsv("at\n2024-01-01 07:30\n").column("at").zone).toBe("UTC");
    expect(Column.from("at", [new Date()]).zone).toBe("UTC");
  });

  it("is known of every verb", () => {
    const known = [...Object.keys(verbs), ...others, ...texts, "columnCount", "columnNames"];
    expect(Object.getOwnPropertyNames(Table.prototype).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(Object.entries(verbs))("is kept by %s", (_, verb) => {
    const made = verb(read());
    const [table, name] = made instanceof Table ? [made, "at"] : made;
    expect(table.column(name).zone).toBe(zone);
  });

  it("is kept by what cleans and splits tables", async () => {
    const table = read();
    const { train, test } = trainTestSplit(table, { testSize: 1 });
    const tables = [
      ...[dropDuplicates(table), dropMissing(table), await impute(table), clipOutliers(table), getDummies(table)],
      ...[train, test],
    ];
    for (const made of tables) expect(made.column("at").zone).toBe(zone);
    const filled = await new SimpleImputer({ strategy: "mostFrequent" }).fitTransform(table.select("at"));
    expect([filled.column("at").missing, filled.column("at").zone]).toEqual([0, zone]);
  });

  it("is that of the dates which a query asks: joins and groups keep it", async () => {
    const orders = read();
    const users = Table.fromColumns({ user: ["a", "b"], city: ["Lyon", "Oslo"] });
    const joined = await sql`select * from ${orders} join ${users} using ("user")`;
    expect(joined.column("at").zone).toBe(zone);
    const grouped =
      await sql`select "user", max("at") as last, cast(max("at") as date) as day from ${orders} group by all`;
    expect(grouped.columns.map((column) => column.zone)).toEqual([undefined, zone, "UTC"]);
    expect(grouped.report!.notes).toEqual([]);
    const utc = Table.fromColumns({ user: ["a"], seen: [new Date(1e12 + 1)] });
    const both = await sql`select "at", seen from ${orders} join ${utc} using ("user")`;
    expect(both.columns.map((column) => column.zone)).toEqual(["UTC", "UTC"]);
    expect(both.report!.notes).toEqual([
      'Dates of several zones were asked (Asia/Shanghai, UTC); those of the result ("at", "seen") are of UTC. Another is stated by column("at").inZone("Asia/Shanghai").',
    ]);
  });

  it("can be stated", () => {
    const column = Column.from("at", [new Date("2024-01-01T20:00:00Z")]).inZone(zone);
    expect([column.zone, column.get(0)]).toEqual([zone, new Date("2024-01-01T20:00:00Z")]);
    expect(() => column.inZone("Mars/Olympus")).toThrow(/no time zone "Mars\/Olympus"/);
    expect(() => Column.from("n", [1]).inZone(zone)).toThrow('Column "n" holds number values, which have no zone.');
  });

  it("is whose hours and days are counted, unless others are asked for", () => {
    const table = dropMissing(read(), { columns: ["at"] });
    const hours = (options = {}) =>
      timeProfile(table.column("at"), { by: "hour", ...options })
        .periods.filter(({ count }) => count > 0)
        .map(({ period }) => period);
    expect(hours()).toEqual([7, 9]);
    expect(hours({ timeZone: "UTC" })).toEqual([1, 23]);
    const repeats = (options = {}) =>
      summaryDataFromTransactionData(table, "user", "at", options).column("frequency").get(0);
    expect(repeats()).toBe(0);
    expect(repeats({ timeZone: "UTC" })).toBe(1);
  });
});
