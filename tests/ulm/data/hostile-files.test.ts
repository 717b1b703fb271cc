import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { FileError, read, ReadError, type ReadOptions, type Table } from "ulm/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-hostile-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The message without the folder of the test. */
async function refusal(path: string, options?: ReadOptions): Promise<string> {
  const outcome = await read(path, options).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Error);
  if (!(outcome instanceof ReadError || outcome instanceof FileError)) throw outcome;
  return outcome.message.replaceAll(`${folder}/`, "");
}

const megabyte = 1_000_000;
const packed = gzipSync("a,b\n".concat("1,2\n".repeat(1000)));
const wideHeader = (columns: number) => Array.from({ length: columns }, (_, index) => `c${index}`).join(",");

describe("files that are refused", () => {
  const refused: [name: string, content: string | Uint8Array, message: string, options?: ReadOptions][] = [
    ["empty.csv", "", "empty.csv: the file is empty: it has no lines of data."],
    ["empty.json", "", "empty.json: the file is empty."],
    ["empty.ndjson", "", "empty.ndjson: the file is empty: it has no records."],
    ["mark.csv", "\uFEFF", "mark.csv: the file is empty: it has no lines of data."],
    ["mark16.csv", Uint8Array.of(0xff, 0xfe), "mark16.csv: the file is empty: it has no lines of data."],
    ["blank.csv", "\r\n \n\t\n", "blank.csv: the file is empty: it has no lines of data."],
    [
      "nul.csv",
      'a,b\n1,"x\ny"\n2,\0\n',
      "nul.csv, line 4: there is a NUL character: this is not a text file, or it is UTF-16 without its mark (then state the encoding).",
    ],
    [
      "nul-late.csv",
      `a,b\n${"1,2\n".repeat(500_000)}\0`,
      "nul-late.csv, line 500002: there is a NUL character: this is not a text file, or it is UTF-16 without its mark (then state the encoding).",
    ],
    [
      "one-line.csv",
      "x".repeat(10 * megabyte),
      "one-line.csv, line 1: the name of column 1 would be 10000000 characters long. Is the first line a header, and is the delimiter right?",
    ],
    [
      "one-row.csv",
      "x,".repeat(5 * megabyte),
      'one-row.csv, line 1: there are more than 50000 fields. Is this a table, and is "," its delimiter?',
    ],
    [
      "one-field.csv",
      `a,b\n"${"x".repeat(12 * megabyte)}",1\n`,
      'one-field.csv, line 2: a quoted field that starts here goes on for more than 10000000 characters. Add the missing ", or write quotes inside a field as "".',
    ],
    [
      "open-quote.csv",
      `a,b\n1,2\n3,"open\n${"4,5\n".repeat(500_000)}`,
      'open-quote.csv, line 3: a quoted field that starts here is never closed. Add the missing ", or write quotes inside a field as "".',
    ],
    [
      "after-quote.csv",
      'a,b\n"x"y,1\n',
      'after-quote.csv, line 2: text follows a closing quote. Write quotes inside a field as "".',
    ],
    [
      "wide.csv",
      `${wideHeader(60_000)}\n`,
      'wide.csv, line 1: there are more than 50000 fields. Is this a table, and is "," its delimiter?',
    ],
    [
      "ragged.csv",
      "a,b\n1,2\n1,2,3\n",
      'ragged.csv, line 3: 3 fields instead of 2. Correct the line, or leave such lines out with onRaggedRow: "drop". The delimiter is ",".',
    ],
    [
      "mixed.csv",
      Buffer.concat([
        Buffer.from("a,b\n北京,1\n"),
        Buffer.of(0xb1, 0xb1, 0xbe, 0xa9),
        Buffer.from(",2\nZo"),
        Buffer.of(0xeb, 0x2c, 0x33),
      ]),
      'mixed.csv, line 2: the file mixes encodings: 2 lines are in another encoding, but this one is in utf-8 ("北京"). Correct that line, so that all of the file is UTF-8: nothing can read both at once.',
    ],
    [
      "cut.csv.gz",
      packed.subarray(0, packed.length - 20),
      "cut.csv.gz: the gzip file is cut short. Copy or download it again.",
    ],
    [
      "cut-at-once.csv.gz",
      packed.subarray(0, 5),
      "cut-at-once.csv.gz: the gzip file is cut short. Copy or download it again.",
    ],
    [
      "broken.csv.gz",
      Buffer.concat([packed.subarray(0, 12), Buffer.alloc(20, 255), packed.subarray(32)]),
      "broken.csv.gz: the gzip data are broken (invalid code lengths set). Copy or download it again.",
    ],
    [
      "checksum.csv.gz",
      Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]),
      "checksum.csv.gz: the gzip data are broken (incorrect data check). Copy or download it again.",
    ],
    [
      "twice.csv.gz",
      gzipSync(packed),
      "twice.csv.gz: this is gzip-compressed twice, not text. Decompress it once first.",
    ],
    [
      "photo.csv",
      Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      "photo.csv: this is a picture, not text. Name a file of data.",
    ],
    ["paper.csv", "%PDF-1.7\n…", "paper.csv: this is a PDF document, not text. Export its tables as CSV first."],
    [
      "stream.csv",
      Buffer.concat([Buffer.from("a,b\n"), deflateSync(Buffer.from("x".repeat(100)))]),
      'stream.csv, line 2: this line is neither UTF-8 nor GB18030. State the encoding, for example { encoding: "windows-1252" }, or correct the line if the rest of the file is UTF-8.',
    ],
    [
      "table.json",
      "a,b\n1,2\n",
      'table.json, line 1: this is not valid JSON: unexpected "a,b\\n1,2\\n". Is the file complete? If it is something else, say so: format: "csv".',
    ],
    [
      "deep.json",
      "[".repeat(1e5),
      'deep.json, line 1: this is not valid JSON: the text ends too early. Is the file complete? If it is something else, say so: format: "csv".',
    ],
    [
      "arrays.json",
      "[".repeat(1e5) + "]".repeat(1e5),
      "arrays.json: there is no table in this JSON: an array whose item 1 is an array. It takes an array of objects, or an object of arrays of equal length.",
    ],
    [
      "nested.json",
      `[{"a":${'{"b":'.repeat(1e5)}1${"}".repeat(1e5)}}]`,
      "nested.json: the values are nested too deeply: this is no table.",
    ],
    [
      "lines.json",
      '{"a":1,}',
      'lines.json, line 1: this is not valid JSON: unexpected "}". Is the file complete? If it is something else, say so: format: "csv".',
    ],
    [
      "records.txt",
      `{"a":"${"x".repeat(70_000)}"}\n{"a":"y"}`,
      'records.txt, line 2: this is not valid JSON: unexpected "{\\"a\\":\\"y\\"}". If each line is an object, say so: format: "ndjson".',
    ],
    [
      "orders.xls",
      "<html><table><tr><td>id</td></tr></table></html>",
      "orders.xls: this is a web page (HTML), not a table of text. Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.",
    ],
    [
      "page.csv",
      `\uFEFF\n<!DOCTYPE html>\n${"<td>1</td>\n".repeat(200_000)}`,
      "page.csv: this is a web page (HTML), not a table of text. Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.",
    ],
    [
      "book.xls",
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      "book.xls: this is an Excel workbook in XML, not a table of text. Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.",
    ],
    [
      "data.csv",
      '<?xml version="1.0"?><rows><row/></rows>',
      "data.csv: this is an XML file, not a table of text. Export its records as CSV or JSON first.",
    ],
    [
      "title.csv",
      "Sales of 2025\nid,day,amount\n1,2025-03-04,5\n",
      'title.csv, line 2: 3 fields instead of 1. Is the line before it a title? Then remove it, so that the names of the columns come first. Correct the line, or leave such lines out with onRaggedRow: "drop". The delimiter is ",".',
    ],
    [
      "scalar.json",
      "42",
      "scalar.json: there is no table in this JSON: a number. It takes an array of objects, or an object of arrays of equal length.",
    ],
    [
      "keys.json",
      `[{${Array.from({ length: 50_001 }, (_, index) => `"user${index}":1`).join()}}]`,
      "keys.json: the records have more than 50000 different properties. Are identifiers used as names? Make them values.",
    ],
    [
      "array.ndjson",
      '{"a":1}\n[1]\n',
      'array.ndjson, line 2: this is JSON, but not an object. Correct the line, or leave such lines out with onRaggedRow: "drop".',
    ],
    [
      "one-line.ndjson",
      "9".repeat(11 * megabyte),
      'one-line.ndjson, line 1: the line is longer than 10000000 characters. If the file is one JSON document, say format: "json".',
    ],
    [
      "dates.csv",
      "id,joined\n1,03/04/2025\n2,05/06/2025\n",
      'dates.csv, line 2: the dates of column "joined" can be read as DD/MM/YYYY or as MM/DD/YYYY: "03/04/2025" (line 2), "05/06/2025" (line 3); none of its 2 values tells which. State dates: { "joined": "DD/MM/YYYY" } or dates: { "joined": "MM/DD/YYYY" }, or dayFirst: true or false for all columns.',
    ],
    [
      "dates.json",
      '[{"joined":"03/04/2025"}]',
      'dates.json, record 1: the dates of column "joined" can be read as DD/MM/YYYY or as MM/DD/YYYY: "03/04/2025" (record 1); none of its 1 values tells which. State dates: { "joined": "DD/MM/YYYY" } or dates: { "joined": "MM/DD/YYYY" }, or dayFirst: true or false for all columns.',
    ],
    [
      "types.csv",
      "n\n1\nx\n",
      'types.csv, line 3: column "n" is to hold number values, but this one is "x".',
      { types: { n: "number" } },
    ],
  ];

  it.each(refused)("%s", async (name, content, message, options) => {
    expect(await refusal(await file(name, content), options)).toBe(message);
  });

  it("a folder, a pipe, and nothing at all", async () => {
    expect(await refusal(folder)).toMatch(/: this is a folder, not a file\. Name a file in it\.$/);
    await file("here.xyz", "");
    expect(await refusal(join(folder, "gone.xyz"))).toMatch(
      /^gone\.xyz: there is no file "gone\.xyz" in .*\. There is: here\.xyz\.$/,
    );
    if (process.platform === "win32") return;
    const pipe = join(folder, "pipe.csv");
    execFileSync("mkfifo", [pipe]);
    expect(await refusal(pipe)).toBe("pipe.csv: this is a pipe or a device, not a file.");
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("a file that may not be read", async () => {
    const path = await file("secret.csv", "a\n1\n");
    await chmod(path, 0);
    expect(await refusal(path)).toBe("secret.csv: there is no permission to read it.");
  });
});

describe("files that are odd, but tables", () => {
  const odd: [name: string, content: string | Uint8Array, check: (table: Table) => void][] = [
    [
      "columns.csv",
      `${wideHeader(10_000)}\n${"1,".repeat(9_999)}x\n`,
      (table) => {
        expect([table.columnCount, table.rowCount, table.column("c9999").get(0)]).toEqual([10_000, 1, "x"]);
      },
    ],
    [
      "twins.csv",
      `${"a,".repeat(4_999)}a\n${"1,".repeat(4_999)}1\n`,
      (table) => {
        expect(table.columnNames.slice(0, 3)).toEqual(["a", "a_2", "a_3"]);
        expect(table.report!.repaired).toHaveLength(4_999);
      },
    ],
    [
      "formulas.csv",
      'name,n\n"=HYPERLINK(""http://x"")",-1\n@x,+2\n',
      (table) => {
        expect(table.column("name").toArray()).toEqual(['=HYPERLINK("http://x")', "@x"]);
        expect(table.column("n").toArray()).toEqual([-1, 2]);
      },
    ],
    [
      "long-line.csv",
      `a,b\n${"x".repeat(10 * megabyte)},1\n`,
      (table) => expect(String(table.column("a").get(0))).toHaveLength(10 * megabyte),
    ],
    ["sep.csv", "sep=;\r\na;b\r\n1;x\r\n", (table) => expect(table.toObjects()).toEqual([{ a: 1, b: "x" }])],
    [
      "prototype.json",
      '[{"__proto__": {"polluted": 1}, "constructor": "x", "toString": 2}]',
      (table) => {
        expect(table.columnNames).toEqual(["__proto__.polluted", "constructor", "toString"]);
        expect(table.row(0).constructor).toBe("x");
        expect(({} as { polluted?: number }).polluted).toBeUndefined();
      },
    ],
    ["workbook.csv", JSON.stringify([{ a: 1 }]), (table) => expect(table.report!.format).toBe("JSON")],
    ["packed.csv", packed, (table) => expect(table.rowCount).toBe(1000)],
    ["header-only.csv", "a,b\n", (table) => expect([table.rowCount, table.columnCount]).toEqual([0, 2])],
    [
      "crooked.csv",
      `a,b\n${"1,2\n1\n".repeat(3000)}`,
      ({ report, rowCount }) => {
        expect([rowCount, report!.droppedCount, report!.dropped.length]).toEqual([3000, 3000, 1000]);
        expect(report!.dropped[1]).toEqual({ line: 5, reason: "1 field instead of 2" });
      },
    ],
  ];

  it.each(odd)("%s", async (name, content, check) => {
    check(await read(await file(name, content), { onRaggedRow: "drop" }));
  });
});

describe("any bytes", () => {
  const pieces = fc.constantFrom(
    ..."abc,;|\t\"'\n\r =+-@.0123456789{}[]:é北".split(""),
    "\0",
    "\uFEFF",
    "1.234,5",
    "2025-04-03",
    "03/04/2025",
    '{"a":',
    "\r\n",
    "sep=;\n",
  );
  const text = fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join("")));
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  const content = fc.oneof(
    text,
    bytes,
    text.map((buffer) => gzipSync(buffer)),
    text.map((buffer) => gzipSync(buffer).subarray(0, -3)),
  );
  const name = fc.constantFrom("any.csv", "any.tsv", "any.json", "any.ndjson", "any.gz", "any.txt", "any");

  it("make a table, or an error that names the file", async () => {
    await fc.assert(
      fc.asyncProperty(
        name,
        content,
        fc.constantFrom<ReadOptions>({}, { onRaggedRow: "drop", header: false, zone: "Asia/Shanghai" }),
        async (name, content, options) => {
          const path = await file(name, content);
          try {
            const table = await read(path, options);
            expect(table.columns.every(({ length }) => length === table.rowCount)).toBe(true);
            expect(table.report!.rows).toBe(table.rowCount);
          } catch (error) {
            if (!(error instanceof ReadError || error instanceof FileError)) throw error;
            expect(error.message).toContain(basename(path));
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
