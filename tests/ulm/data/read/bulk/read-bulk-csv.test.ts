import { isUtf8 } from "node:buffer";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { configureKernels, createRandom, type FileRead, withTaskContext } from "ulm/compute";
import { parseCsv, read, type Table } from "../../../../../ulm/data/node/index.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PackedText } from "../../../../../ulm/data/packed-text.ts";
import { readBulkCsv } from "../../../../../ulm/data/read/bulk/read-bulk-csv.ts";
import type { BulkSource } from "../../../../../ulm/data/read/bulk/read-bulk-csv.ts";
import type { CsvOptions } from "../../../../../ulm/data/read/csv-options.ts";

/** What the bulk reader makes of a text, or `undefined` when it leaves it to the reader of texts. */
function bulk(text: string | Buffer, options: CsvOptions = {}): Promise<Table | undefined> {
  const bytes = Buffer.from(text as string);
  let done = 0;
  const source: BulkSource = {
    source: "CSV text",
    size: bytes.length,
    read: async (target) => {
      const piece = bytes.subarray(done, done + target.length);
      target.set(piece);
      done += piece.length;
      return piece.length;
    },
    isUtf8,
    createDecoder: (texts) => (start, end) => Buffer.from(texts.subarray(start, end)).toString(),
  };
  return readBulkCsv(source, options);
}

/** Everything that is said of a table and in it. */
function contents(table: Table): unknown {
  const { notes, repaired, columns, delimiter, personal, rows } = table.report!;
  return {
    types: table.columns.map(({ name, type }) => [name, type]),
    values: table.rows(),
    notes,
    repaired,
    columns,
    delimiter,
    personal,
    rows,
  };
}

async function expectSame(text: string, options: CsvOptions = {}): Promise<void> {
  const table = await bulk(text, options);
  expect(table).toBeDefined();
  expect(contents(table!)).toEqual(contents(parseCsv(text, options)));
}

const regular: Record<string, string> = {
  types:
    "id,price,member,day,at,city\n1,9.50,true,2024-02-29,2024-01-01T10:00:00Z,Lyon\n2,-.5,FALSE,2024-03-01,1969-12-31T23:59:59Z,北京\n",
  "identifiers with leading zeros": "code,n\n01234,1\n99999,2\n",
  "identifiers of many digits": "account,n\n12345678901234567,1\n22,2\n",
  "missing values": "a,b,c,d\n1,NA,x,2024-01-01\n,2,null,\nNaN,3,y,N/A\n",
  "what looks like something else": `d,price,hour,day\n未知,¥1,2014-12-01 0,20250304\n${"2025-03-01,¥2.50,2014-12-02 23,20250305\n".repeat(600)}`,
  "a rare text that looks like something else": `d,n\n${`${",1\n".repeat(300)}¥5,2\n`.repeat(40)}`,
  "an empty column": "a,b\n1,\n2,\n",
  quotes: 'a,"b"\n"x, y","1"\n"says ""hi""","2"\n"two\nlines","3"\n',
  "Windows line ends": "a,b\r\n1,x\r\n2,y\r\n",
  "no last line end": "a,b\n1,x\n2,y",
  "a byte order mark": "\uFEFFa,b\n1,x\n2,y\n",
  "blank lines and spaces": "a , b\n\n 1 , x \n\n2,y\n \n",
  "spaces around texts": 'city,n\n Lyon,1\nLyon ,2\n NA ,3\n" Oslo ",4\n\tx y\t,5\n',
  tabs: "a\tb\n1\tx y\n2\tz\n",
  "times without a zone": "at,day\n2024-01-01 10:00,2024-01-01\n2024-01-02T10:00:30,2024-01-02\n",
  "a time without a zone far down": `at\n${"2024-01-01T10:00:00Z\n".repeat(1500)}2024-01-02 10:00\n`,
  "a time without a zone behind many with offsets": `at\n${"2024-01-01T10:00:00+0800\n".repeat(1500)}2024-01-02 10:00\n`,
  offsets: "at\n2024-01-01T10:00:00+08:00\n2024-01-01T10:00:00-0330\n2024-01-01T10:00+00:00\n",
  "repeated and empty names": "a,a,,b\n1,2,3,x\n4,5,6,y\n",
  "names that look like people": "姓名,phone\n张伟,13800000000\n王芳,13900000000\n",
  "one column": "a\n1\n\n2\n",
  "texts that look like numbers": "size,address\n12,10.0.0.1\n1.5,192.168.1.20\n3,1-2\n",
  "quoted blanks": 'a,b\n" ",1\n"x ",2\n"\ty",3\n',
  "a column that begins late": `a,b,c\n${"1,,\n".repeat(60_000)}2,2024-01-01 10:00,7.5\n`,
  "texts that begin late": `a,b\n${"1,\n".repeat(60_000)}2,Lyon\n`,
};

describe("the bulk reader of CSV", () => {
  it.each(Object.keys(regular))("makes the same table of %s as the reader of texts", (name) =>
    expectSame(regular[name]!),
  );

  it("follows stated types, names, delimiters and missing values", async () => {
    await expectSame("a,b\n1,2\n3,4\n", { types: { a: "text" } });
    await expectSame("1,2\n3,4\n", { header: ["a", "b"] });
    await expectSame("1,2\n3,4\n", { header: false });
    await expectSame("a|b\n1|2\n3|4\n", { delimiter: "|" });
    await expectSame("a,b\n-,x\n3,无\n", { missing: ["-", "无"] });
    await expectSame("a,b\n999,x\n3,999\n-1,y\n", { missing: ["999", "-1"] });
    await expectSame('a,b\n1,"say ""no"""\n2,x\n', { missing: ['say "no"'] });
  });

  it.each(
    Object.entries({
      "ragged rows": "a,b\n1,2\n3\n",
      "text behind a quote": 'a,b\n"x"y,2\n3,4\n',
      "a quote that is never closed": 'a,b\n"x,2\n3,4\n',
      "line ends of two kinds": "a,b\r\n1,2\n3,4\r\n",
      "ideographic spaces": "a,b\n\u3000x,2\ny,4\n",
      "decimal commas": 'a,b\n"1,5",2\n"2,5",4\n',
      semicolons: "a;b\n1;2\n3;4\n",
      "guarded formulas": "a,b\n'=1+1,2\nx,4\n",
      "dates of other forms": "a,b\n03/04/2025,2\n13/04/2025,4\n",
      exponents: "a,b\n1e5,2\n3,4\n",
      "numbers beside a few texts": `a\n${"1\n".repeat(20)}x\n`,
      "a number far down that is none": `a\n${"1\n".repeat(1500)}x\n`,
      "fractions of seconds": "a\n2024-01-01T10:00:00.5Z\n",
    }),
  )("leaves %s to the reader of texts", async (_, text) => {
    expect(await bulk(text)).toBeUndefined();
  });

  it("agrees with the reader of texts on whatever it takes", async () => {
    const digits = fc.stringMatching(/^[+-]?[0-9]{1,17}(\.[0-9]{0,9})?$/);
    const date = fc.stringMatching(
      /^(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-6][0-9])?(Z|[+-]0[0-9]:?[0-5]0)?)?$/,
    );
    const word = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.constantFrom("", "NA", " ", " NA ", " x", "true", "False", "'=1", "0", "-"),
    );
    const column = fc.constantFrom(
      digits,
      date,
      word,
      fc.oneof(digits, word),
      fc.oneof({ weight: 9, arbitrary: digits }, { weight: 1, arbitrary: word }),
    );
    const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const table = fc
      .array(column, { minLength: 1, maxLength: 4 })
      .chain((columns) => fc.array(fc.tuple(...columns), { minLength: 1, maxLength: 12 }));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const names = rows[0]!.map((_, index) => `c${index}`);
        const text = [names, ...rows].map((cells) => cells.map(quoted).join(",")).join("\n");
        const found = await bulk(text);
        if (found === undefined) return;
        taken++;
        expect(contents(found)).toEqual(contents(parseCsv(text)));
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});

/** Some megabytes of what makes rows hard to find: line ends and doubled quotes within quotes, blank lines, quotes within texts. */
function manyRows(lineEnd: string): string {
  const random = createRandom(3);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random.random() * values.length)]!;
  const words = [
    "a",
    'say ""hi""',
    "two, three",
    `one${lineEnd}two`,
    "北京",
    " edge ",
    `${lineEnd}${lineEnd}`,
    "x".repeat(300),
  ];
  const plain = ["a", '5" disk', "北京", "", "NA", " spaced "];
  const lines = Array.from({ length: 40_000 }, (_, row) => {
    if (row % 997 === 5) return "";
    const note = row > 5_000 && random.random() < 0.3 ? `"${pick(words)}${pick(words)}"` : pick(plain);
    return `${row},2024-01-${10 + (row % 20)}T10:00:00Z,${note},${(random.random() * 1000).toFixed(pick([0, 2, 9]))}`;
  });
  return `id,at,note,amount${lineEnd}${lines.join(lineEnd)}`;
}

describe.each(["webassembly", "plain"] as const)("the bulk reader of CSV, with kernels in %s", (engine) => {
  beforeAll(() => configureKernels({ engine }));
  afterAll(() => configureKernels({ engine: "webassembly" }));

  it.each([
    ["on Unix", "\n"],
    ["on Windows", "\r\n"],
  ])("finds rows as they were written %s", async (_, lineEnd) => {
    const text = manyRows(lineEnd);
    const table = await bulk(text);
    const expected = parseCsv(text);
    expect(table?.rowCount).toBe(expected.rowCount);
    for (const { name, data } of expected.columns) expect(table!.column(name).data, name).toEqual(data);
    expect(table!.report!.notes).toEqual(expected.report!.notes);
  });

  it("leaves to the reader of texts what looks like something else, where too few rows are seen at first", async () => {
    expect(await bulk(`d,x\n${`2014-12-01 0,${"x".repeat(900)}\n`.repeat(100)}`)).toBeUndefined();
  });

  it("leaves rows that are longer than what is read at once to the reader of texts", async () => {
    const text = `a,b\n${"1,x\n".repeat(10_000)}2,"${"long ".repeat(500_000)}"\n3,y\n`;
    expect(await bulk(text)).toBeUndefined();
  });

  it.each([
    ["a NUL character", "\0"],
    ["bytes that are not UTF-8", "\uD800"],
  ])("leaves %s to the reader of texts, wherever it is", async (_, character) => {
    const text = `a,b\n${"1,x\n".repeat(700_000)}2,${character}\n3,y\n`;
    const bytes = Buffer.from(text);
    if (character !== "\0") bytes[bytes.length - 7] = 0xff;
    expect(await bulk(bytes)).toBeUndefined();
  });
});

describe("read, of large files", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ulm-bulk-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const lines = Array.from(
    { length: 40_000 },
    (_, row) => `u${row % 977},2024-01-${10 + (row % 20)}T10:00:00Z,${row}.25,${row % 7 === 0 ? "" : "北京"}`,
  );
  const text = `user,at,amount,city\n${lines.join("\n")}\n`;

  it("takes them in bulk, with the same result, and texts wait until they are asked for", async () => {
    const path = join(folder, "orders.csv");
    await writeFile(path, text);
    const files: FileRead[] = [];
    const table = await withTaskContext({ onFileRead: (file) => void files.push(file) }, () => read(path));
    const storage = () => (table.column("city") as unknown as { storage: unknown }).storage;
    expect(storage()).toBeInstanceOf(PackedText);
    expect(contents(table)).toEqual(contents(parseCsv(text)));
    expect(table.column("city").unique()).toEqual(["北京"]);
    expect(storage()).not.toBeInstanceOf(PackedText);
    expect(files).toHaveLength(1);
  });

  it("names the line of a ragged row in the middle of one", async () => {
    const path = join(folder, "ragged.csv");
    const broken = [...lines];
    broken[20_000] += ",one too many";
    await writeFile(path, `user,at,amount,city\n${broken.join("\n")}\n`);
    await expect(read(path)).rejects.toThrow("line 20002: 5 fields instead of 4");
  });
});
