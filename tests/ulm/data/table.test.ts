import * as aq from "arquero";
import { Column, display, Matrix, Table, TableError } from "ulm/data";
import { describe, expect, it } from "vitest";

const shop = Table.fromColumns({
  user: ["ann", "bo", null, "di"],
  age: [31, null, 45, 28],
  member: [true, false, true, null],
  since: [new Date("2024-01-02"), null, new Date("2023-05-06T07:08:09Z"), new Date("2024-01-02")],
});

describe("Table", () => {
  it("finds column types and keeps missing values apart", () => {
    expect(shop.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
      ["user", "text", 1],
      ["age", "number", 1],
      ["member", "boolean", 1],
      ["since", "date", 1],
    ]);
    expect(shop.row(1)).toEqual({ user: "bo", age: null, member: false, since: null });
    expect(shop.column("since").get(2)).toEqual(new Date("2023-05-06T07:08:09Z"));
  });

  it("round-trips through objects and columns", () => {
    const copy = Table.fromObjects(shop.toObjects());
    expect(copy.toObjects()).toEqual(shop.toObjects());
    expect(copy.columns.map(({ type }) => type)).toEqual(shop.columns.map(({ type }) => type));
    expect(Table.fromColumns(Object.fromEntries(shop.columns.map((column) => [column.name, column]))).rows()).toEqual(
      shop.rows(),
    );
  });

  it("takes objects with different properties: absent is missing, undefined and NaN too", () => {
    const table = Table.fromObjects([{ a: 1 }, { b: "x" }, { a: NaN, b: undefined }]);
    expect(table.toObjects()).toEqual([
      { a: 1, b: null },
      { a: null, b: "x" },
      { a: null, b: null },
    ]);
  });

  it("makes text of a column that mixes numbers and text", () => {
    expect(
      Table.fromColumns({ code: [7, "A"] })
        .column("code")
        .toArray(),
    ).toEqual(["7", "A"]);
  });

  it("selects, drops, renames, filters, slices, sorts and derives without changing", () => {
    expect(shop.select("age", "user").columnNames).toEqual(["age", "user"]);
    expect(shop.select(["age"]).columnNames).toEqual(["age"]);
    expect(shop.drop("age", "since").columnNames).toEqual(["user", "member"]);
    expect(shop.rename({ age: "years" }).columnNames).toEqual(["user", "years", "member", "since"]);
    expect(
      shop
        .filter((row) => row.age > 30)
        .column("age")
        .toArray(),
    ).toEqual([31, 45]);
    expect(shop.slice(1, 3).column("user").toArray()).toEqual(["bo", null]);
    expect(shop.head(1).rowCount).toBe(1);
    expect(shop.orderBy("age").column("age").toArray()).toEqual([28, 31, 45, null]);
    expect(shop.orderBy("age", "descending").column("age").toArray()).toEqual([45, 31, 28, null]);
    expect(
      shop
        .derive({ next: (row) => row.age && row.age + 1 })
        .column("next")
        .toArray(),
    ).toEqual([32, null, 46, 29]);
    expect(shop.withColumn("age", [1, 2, 3, 4]).columnNames).toEqual(shop.columnNames);
    expect(shop.columnNames).toEqual(["user", "age", "member", "since"]);
  });

  it("gives a row-major matrix with NaN for missing and refuses text by name", () => {
    const matrix = shop.toMatrix(["age", "member"]);
    expect(matrix.names).toEqual(["age", "member"]);
    expect([...matrix.data]).toEqual([31, 1, NaN, 0, 45, 1, 28, NaN]);
    expect(() => shop.toMatrix()).toThrow('Column "user" holds text');
  });

  it("describes columns as pandas does", () => {
    const rows = Table.fromColumns({ n: [1, 2, 3, 4, 10, null], t: ["b", "a", "b", null, "c", "a"] })
      .describe()
      .toObjects();
    // pandas 3.1: Series([1, 2, 3, 4, 10]).describe()
    expect(rows[0]).toMatchObject({
      column: "n",
      count: 5,
      missing: 1,
      unique: 5,
      mean: 4,
      minimum: 1,
      lowerQuartile: 2,
      median: 3,
      upperQuartile: 4,
      maximum: 10,
    });
    expect(rows[0]!.standardDeviation).toBeCloseTo(3.5355339059327378, 14);
    expect(rows[1]).toMatchObject({ column: "t", count: 5, missing: 1, unique: 3, mean: null, mostFrequent: "a" });
  });

  it("counts values", () => {
    const counts = Table.fromColumns({ t: ["b", "a", "b", null] })
      .valueCounts("t")
      .toObjects();
    expect(counts).toEqual([
      { t: "b", count: 2, share: 2 / 3 },
      { t: "a", count: 1, share: 1 / 3 },
    ]);
    expect(shop.valueCounts("member").toObjects()[0]).toMatchObject({ member: true, count: 2 });
  });

  it("names what is wrong", () => {
    expect(() => shop.column("agee")).toThrow('There is no column "agee". The columns are: user, age, member, since.');
    expect(() => new Table([Column.from("a", [1]), Column.from("a", [2])])).toThrow('Two columns are named "a"');
    expect(() => Table.fromColumns({ a: [1], b: [1, 2] })).toThrow('Column "b" has 2 values, but "a" has 1');
    expect(() => shop.take([4])).toThrow("rows 0 to 3; there is no row 4");
    expect(() => Column.from("a", ["x"], "number")).toThrow('row 0 is "x"');
    expect(() => Matrix.fromRows([[1, 2], [3]])).toThrow("Row 1 has 1 values, but row 0 has 2");
    expect(() => Matrix.fromRows([["1" as unknown as number]])).toThrow(TableError);
    expect(() => new Matrix(new Float64Array(3), 2, 2)).toThrow("needs 4 numbers, not 3");
  });

  it("hands itself to Arquero", () => {
    const total = shop
      .toArquero(aq)
      .rollup({ total: (d: { age: number }) => aq.op.sum(d.age) })
      .objects();
    expect(total).toEqual([{ total: 104 }]);
  });
});

describe("the display of a table", () => {
  const hostile = Table.fromColumns({ "<img src=x onerror=alert(1)>": ['<script>alert("1")</script>', "a & b"] });

  it("escapes names and values", () => {
    const html = hostile[display]()["text/html"] as string;
    expect(html).not.toMatch(/<(script|img)/);
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  });

  it("shows types, missing counts, and the first rows of long tables", () => {
    const long = Table.fromColumns({ n: Array.from({ length: 1000 }, (_, row) => (row === 3 ? null : row)) });
    const { "text/html": html, "text/plain": text } = long[display]() as Record<string, string>;
    expect(html).toContain("number, 1 missing");
    expect(html!.match(/<tr>/g)).toHaveLength(1 + 10);
    expect(html).toContain("1,000 rows × 1 columns (first 10 rows shown)");
    expect(text!.split("\n")).toHaveLength(1 + 10 + 1);
  });
});
