import type { BilingualText } from "ulm/data";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withTaskContext } from "ulm/compute";
import { FileError, read, sql, Table } from "../../../ulm/data/node/index.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DataFile } from "../../../ulm/data/node/data-file.ts";
import { runQuery } from "../../../ulm/data/node/duckdb/run-query.ts";
import { withDuckDB } from "../../../ulm/data/node/duckdb/with-duckdb.ts";
import { explainCsv, LargeCsv } from "../../../ulm/data/node/sql/large-csv.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-large-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The file as SQL sees it when it is too large to become a table first. */
async function attached(path: string): Promise<{ table: Table; notes: readonly BilingualText[] }> {
  const large = LargeCsv.open("file.csv", await DataFile.open(path))!;
  return withDuckDB([large.file.path], async (database) => {
    for (;;) {
      await large.attach(database);
      try {
        const { columns } = await runQuery(database, `select * from "file.csv"`);
        return { table: new Table(columns), notes: large.notes };
      } catch (error) {
        if (!large.learnFrom(error)) throw explainCsv(large.file, error);
      }
    }
  });
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const text =
  "id,code,price,member,day,at,naive,city,note\n" +
  '1,01234, 9.50,true,2024-02-29,2024-01-01T10:00:00+02:00,2024-01-01 10:00,北京,"a, ""b"""\n' +
  "2,99999,-.5,FALSE,2024-03-01,1969-12-31T23:59:59Z,2024-07-01T10:00:30,NA,\n" +
  ",00000,,,,,,Lyon,null\n";

describe("a large CSV file in SQL", () => {
  it("has the columns that ulm.data.read makes", async () => {
    const path = await file("types.csv", text);
    const expected = await read(path);
    const { table, notes } = await attached(path);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual(
      expected.columns.map(({ name, type }) => [name, type]),
    );
    expect(table.rows()).toEqual(expected.rows());
    expect(notes).toEqual([]);
  });

  it("may be packed, or written on Windows", async () => {
    const packed = await attached(await file("packed.csv.gz", gzipSync(text)));
    const windows = await attached(await file("windows.csv", text.replaceAll("\n", "\r\n")));
    const { table } = await attached(join(folder, "types.csv"));
    expect(packed.table.rows()).toEqual(table.rows());
    expect(windows.table.rows()).toEqual(table.rows());
  });

  it("has every row once and in order, though threads share it", async () => {
    // Four of the buffers that threads take, with line ends within quotes all over.
    const lines = Array.from({ length: 120_000 }, (_, row) => `${row},"note ${row % 7}\n${"x".repeat(row % 90)}"`);
    const { table } = await attached(await file("shared.csv", `n,note\n${lines.join("\n")}\n`));
    expect(table.rowCount).toBe(lines.length);
    expect(
      table
        .column("n")
        .toNumbers()
        .every((n, row) => n === row),
    ).toBe(true);
    const notes = table.column("note").toArray();
    expect(notes.every((note, row) => note === `note ${row % 7}\n${"x".repeat(row % 90)}`)).toBe(true);
  });

  it("keeps a column text when a value behind the sample is not of its type, and says so", async () => {
    const lines = Array.from({ length: 20_000 }, (_, row) => `${row},2024-01-01`);
    lines[15_000] = "007,2024-02-30";
    const { table, notes } = await attached(await file("late.csv", `n,day\n${lines.join("\n")}\n`));
    expect(table.columns.map(({ type }) => type)).toEqual(["text", "text"]);
    expect(table.row(15_000)).toEqual({ n: "007", day: "2024-02-30" });
    expect(notes.map(({ en }) => en)).toEqual([
      'file.csv: column "n" stays text: "007" is not plainly written as a number.',
      'file.csv: column "day" stays text: "2024-02-30" is not plainly written as a date.',
    ]);
  });

  it("is asked once more when a query meets such a value", async () => {
    const lines = Array.from({ length: 50_000 }, (_, row) => `${row},u${row % 10},some words to fill the line`);
    lines[40_000] = "007,u0,x";
    const path = await file("large.csv", `n,user,words\n${lines.join("\n")}\n`);
    const table = await sql(`select max(n) as most, count(*) as rows from '${path}'`);
    expect(table.row(0)).toEqual({ most: "9999", rows: 50_000 });
    expect(table.report?.notes).toEqual([`${path}: column "n" stays text: "007" is not plainly written as a number.`]);
  });

  it.each([
    ["gb18030", (text: string) => Buffer.from(text, "latin1"), "\xb1\xb1\xbe\xa9", "北京"],
    ["utf-16le", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le"), "北京", "北京"],
  ])("may be in %s: it becomes a table of ours first", async (encoding, encode, written, meant) => {
    const path = await file(`${encoding}.csv`, encode(`city,n\n${`${written},2\n`.repeat(150_000)}`));
    const files: string[] = [];
    const table = await withTaskContext({ onFileRead: ({ name }) => void files.push(name) }, () =>
      sql(`select city, sum(n) as total from '${path}' group by city`),
    );
    expect(table.rows()).toEqual([{ city: meant, total: 300_000 }]);
    expect(files.length).toBeGreaterThan(0);
  });

  it.each([["a ragged line", `a,b\n${"1,2\n".repeat(20_000)}3\n`, /line 2000\d: .*Correct the line/]])(
    "is refused with %s",
    async (name, content, message) => {
      const path = await file(`${name.replaceAll(" ", "-")}.csv`, content);
      await expect(attached(path)).rejects.toThrow(FileError);
      await expect(attached(path)).rejects.toThrow(message);
    },
  );
});
