import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileRead, withTaskContext } from "ulm/compute";
import { FileError, sql, SqlError, Table } from "ulm/data";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

const fixtures = join(import.meta.dirname, "../../fixtures/data");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-sql-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const orders = Table.fromColumns({
  user: ["u1", "u2", "u1", null],
  amount: [10.5, null, 4.5, 1],
  paid: [true, false, null, true],
  at: [new Date("2024-03-01T10:00:00.123Z"), new Date("1969-12-31T23:59:59.999Z"), null, new Date(0)],
});

describe("nested values", () => {
  it("are what JSON has for them: numbers stay numbers, maps become objects, long numbers text", async () => {
    const table = await sql(`
      select [1, 2]::bigint[] as list, map { 'a': 1::bigint, 'b': 2 } as map, { 'x': 1::bigint, 'y': 1.50::decimal(5, 2) } as struct,
        [9007199254740993::bigint] as long, map { 1: 'a' } as coded, [{ 'm': map { 'k': [1::bigint] } }] as deep`);
    expect(table.row(0)).toEqual({
      list: "[1,2]",
      map: '{"a":1,"b":2}',
      struct: '{"x":1,"y":1.5}',
      long: '["9007199254740993"]',
      coded: '[{"key":1,"value":"a"}]',
      deep: '[{"m":{"k":[1]}}]',
    });
  });
});

describe("a file in a template", () => {
  it("is named in quotes, and the error says so", async () => {
    const name = "orders.csv";
    await expect(sql`select * from ${name}`).rejects.toThrow(/"orders\.csv".*is a value.*from 'orders\.csv'/);
  });
});

describe("sql", () => {
  it("asks tables in a template", async () => {
    const spent = await sql`
      select "user", sum(amount) as spent, count(*) as orders from ${orders}
      where "user" is not null group by "user" order by "user"`;
    expect(spent.rows()).toEqual([
      { user: "u1", spent: 15, orders: 2 },
      { user: "u2", spent: null, orders: 1 },
    ]);
    expect(spent.report).toMatchObject({ format: "SQL", rows: 2 });
  });

  it("takes a table to SQL and back unchanged", async () => {
    const back = await sql("select * from orders", { orders });
    expect(back.columns.map(({ type }) => type)).toEqual(["text", "number", "boolean", "date"]);
    expect(back.rows()).toEqual(orders.rows());
  });

  it("cuts instants into days and months in UTC", async () => {
    const table = await sql`
      select date_trunc('month', "at") as month, cast("at" as date) as day, count(*) as n from ${orders}
      where "at" >= ${new Date("2024-01-01")} and "at" < '2024-04-01' group by all`;
    expect(table.rows()).toEqual([{ month: new Date("2024-03-01"), day: new Date("2024-03-01"), n: 1 }]);
    expect(table.report?.notes).toEqual([]);
  });

  it("keeps values out of the SQL text", async () => {
    const evil = "x' or 1=1 --";
    const found =
      await sql`select ${evil} as name, ${3} as three, ${null} as nothing, ${true} as yes, ${new Date(5)} as at`;
    expect(found.row(0)).toEqual({ name: evil, three: 3, nothing: null, yes: true, at: new Date(5) });
    expect((await sql`select * from ${orders} where "user" = ${evil}`).rowCount).toBe(0);
    expect((await sql`select * from ${orders} where "user" in ${["u1", "u2"]}`).rowCount).toBe(3);
    expect((await sql`select * from ${orders} where "user" in ${[]}`).rowCount).toBe(0);
    expect((await sql`select * from ${orders} limit ${2}`).rowCount).toBe(2);
    await expect((async () => sql`select ${{} as never}`)()).rejects.toThrow("is a Object");
  });

  it("makes numbers of whole numbers up to 2^53 and of decimals, and text of longer ones", async () => {
    const table = await sql`
      select 9007199254740992::bigint as whole, 9007199254740993::bigint as long, 1.25::decimal(9, 2) as price,
             123456789012345678.90::decimal(20, 2) as exact, [1, 2] as list, {'a': 1} as struct, uuid() as id
      union all select 1, 1, 0.1, 0.1, [], {'a': null}, null`;
    expect(table.columns.map(({ type }) => type)).toEqual(["number", "text", "number", "text", "text", "text", "text"]);
    expect(table.row(0)).toMatchObject({
      whole: 2 ** 53,
      long: "9007199254740993",
      price: 1.25,
      exact: "123456789012345678.90",
      list: "[1,2]",
      struct: '{"a":1}',
    });
    expect(table.row(1)).toMatchObject({ long: "1", price: 0.1, exact: "0.10", id: null });
    expect(table.report?.notes).toEqual([
      'Column "long" became text: it has numbers of more digits than a number can hold (beyond 2^53).',
      'Column "exact" became text: it has numbers of more digits than a number can hold (beyond 2^53).',
      'Column "list" holds nested values; they are written as JSON.',
      'Column "struct" holds nested values; they are written as JSON.',
    ]);
  });

  it("gives repeated columns names of their own", async () => {
    const table = await sql("select 1 as a, 2 as a, 3 as a_2");
    expect(table.columnNames).toEqual(["a", "a_3", "a_2"]);
    expect(table.report?.repaired).toEqual(['Another column "a" is called "a_3".']);
  });

  it("reads files as ulm.data.read does, and tells which", async () => {
    const path = join(folder, "codes.csv");
    await writeFile(path, "postcode,n\n01234,1\n99999,2\n");
    const files: FileRead[] = [];
    const table = await withTaskContext({ onFileRead: (file) => void files.push(file) }, () =>
      sql(`select postcode, n + 1 as n from '${path}' order by n desc`),
    );
    expect(table.rows()).toEqual([
      { postcode: "99999", n: 3 },
      { postcode: "01234", n: 2 },
    ]);
    expect(table.report?.notes[0]).toContain("identifier");
    expect(files).toEqual([expect.objectContaining({ name: "codes.csv", size: 27 })]);
  });

  it("takes Parquet as it is", async () => {
    const files: FileRead[] = [];
    const path = join(fixtures, "types.parquet");
    const table = await withTaskContext({ onFileRead: (file) => void files.push(file) }, () =>
      sql(`select city, price from '${path}' where city is not null order by price`),
    );
    expect(table.rows()).toEqual([
      { city: "Lyon", price: -0.01 },
      { city: "北京", price: 9.5 },
    ]);
    expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/types\.parquet$/)]);
  });

  it.each([
    ["selec 1", 'SQL: syntax error at or near "selec", at line 1, column 1.'],
    ["select 1;\nselect 2", "there are 2 statements"],
    ["select foo from (select 1 as fo)", 'Referenced column "foo" not found'],
    ["select * from nowhere", "Table with name nowhere does not exist"],
    ["select 'a'::integer", "Could not convert string 'a'"],
    ["copy (select 1) to 'out.csv'", "only queries are allowed"],
    ["attach 'other.db'", "only queries are allowed"],
    ["set memory_limit = '1TB'", "only queries are allowed"],
    ["install httpfs", "only queries are allowed"],
    ["create table t as select 1", "only queries are allowed"],
    ["select * from read_csv('/etc/passwd')", "read_csv(…) is not available. Name the file as a table"],
    ["select * from glob('/etc/*')", "glob(…) is not available"],
    ["with f as (select * from read_text('/etc/passwd')) select * from f", "read_text(…) is not available"],
  ])("refuses %j", async (text, message) => {
    await expect(sql(text)).rejects.toThrow(SqlError);
    await expect(sql(text)).rejects.toThrow(message);
  });

  it("names files that are not there, and reads nothing from the network", async () => {
    await expect(sql("select * from 'nowhere.csv'")).rejects.toThrow(FileError);
    await expect(sql("select * from 'https://example.invalid/orders.csv'")).rejects.toThrow("never from the network");
    await expect(sql("select * from 'a.csv', 'A.csv'")).rejects.toThrow("the same name");
  });

  it("stops in the middle of a query, with the reason, and leaves no temporary files", async () => {
    const temporary = join(folder, "tmp");
    await mkdir(temporary);
    vi.stubEnv("TMPDIR", temporary);
    const controller = new AbortController();
    const progress: number[] = [];
    setTimeout(() => controller.abort(new Error("called off")), 400);
    const started = performance.now();
    const endless = "select sum(a.i * b.i) from range(3000000) a(i), range(3000000) b(i)";
    await withTaskContext({ signal: controller.signal, onProgress: (done) => void progress.push(done) }, () =>
      expect(sql(endless)).rejects.toThrow("called off"),
    );
    // Without an interrupt this query takes hours.
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(
      (await readdir(temporary, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()),
    ).toEqual([]);
    expect((await sql("select 1 as one")).row(0)).toEqual({ one: 1 });
  });

  it("says in one line that DuckDB is missing", async () => {
    vi.resetModules();
    vi.doMock("@duckdb/node-api", () => {
      throw new Error("Cannot find module");
    });
    const { sql: without } = await import("ulm/data");
    await expect(without("select 1")).rejects.toThrow(
      /^DuckDB's native part for .* is not installed\. Run "npm install"/,
    );
    vi.doUnmock("@duckdb/node-api");
    vi.resetModules();
  });

  it("is opened in one module only, and loaded when it is first needed", async () => {
    const library = join(import.meta.dirname, "../../../ulm");
    const sources = (await readdir(library, { recursive: true })).filter(
      (name) => name.endsWith(".ts") && !/^(?:dist|node_modules)/.test(name),
    );
    const importing: string[] = [];
    for (const name of sources) {
      const text = await readFile(join(library, name), "utf8");
      if (/^import (?!type)[^;]*"@duckdb|import\("@duckdb[^)]*"\)(?!;?\s*$)/m.test(text))
        importing.push(`static: ${name}`);
      if (/await import\("@duckdb/.test(text)) importing.push(name.replaceAll("\\", "/"));
    }
    expect(importing).toEqual(["data/node/duckdb/with-duckdb.ts"]);
  });
});
