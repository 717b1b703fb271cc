import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import { type FileRead, withTaskContext } from "ulm/compute";
import { display, FileError, parseCsv, readCsv, sample, sampleJson, Table, toCsv, writeCsv } from "ulm/data";
import { CsvReader } from "../../../ulm/data/read/csv-reader.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("readCsv", () => {
  it("finds types; identifiers stay text, blanks are missing", async () => {
    const path = await file(
      "types.csv",
      "id,postcode,account,price,member,joined,at,city\n" +
        "1,01234,1234567890123456, 9.50 ,true,2024-02-29,2024-01-01T10:00:00+02:00,Lyon\n" +
        "2,99999,22,-1e3,FALSE,2024-03-01,2024-01-01 10:00, \n",
    );
    const table = await readCsv(path);
    expect(table.columns.map(({ type }) => type)).toEqual([
      "number",
      "text",
      "text",
      "number",
      "boolean",
      "date",
      "date",
      "text",
    ]);
    expect(table.row(0)).toEqual({
      id: 1,
      postcode: "01234",
      account: "1234567890123456",
      price: 9.5,
      member: true,
      joined: new Date("2024-02-29"),
      at: new Date("2024-01-01T08:00:00Z"),
      city: "Lyon",
    });
    expect(table.row(1)).toMatchObject({
      price: -1000,
      member: false,
      at: new Date("2024-01-01T10:00:00Z"),
      city: null,
    });
    expect(table.report).toMatchObject({
      source: path,
      rows: 2,
      encoding: "utf-8",
      delimiter: ",",
      dropped: [],
      repaired: [],
    });
    expect(table.report!.columns[7]).toEqual({ name: "city", type: "text", missing: 1 });
    expect(table.report!.notes.join("\n")).toMatch(
      /"postcode" stays text[^]*"account" stays text[^]*"at": times without a zone/,
    );
  });

  it.each([
    ["utf-8", Buffer.from("\uFEFF姓名,年龄\n张三,30\n"), "utf-8"],
    ["utf-16le", Buffer.from("\uFEFF姓名,年龄\n张三,30\n", "utf16le"), "utf-16le"],
    ["utf-16be", Buffer.from("\uFEFF姓名,年龄\n张三,30\n", "utf16le").swap16(), "utf-16be"],
    // 姓名,年龄 / 张三,30 as Excel in China saves it.
    ["gb18030", Buffer.from("d0d5c3fb2cc4eac1e40ad5c5c8fd2c33300a", "hex"), "gb18030"],
  ])("reads Chinese in %s", async (name, bytes, encoding) => {
    const table = await readCsv(await file(`${name}.csv`, bytes));
    expect(table.toObjects()).toEqual([{ 姓名: "张三", 年龄: 30 }]);
    expect(table.report!.encoding).toBe(encoding);
  });

  it("takes a stated encoding, and says when it is the wrong one", async () => {
    const path = await file("latin.csv", Buffer.from("caf\u00e9,n\nx,1\n", "latin1"));
    expect((await readCsv(path, { encoding: "windows-1252" })).columnNames).toEqual(["café", "n"]);
    await expect(readCsv(path, { encoding: "utf-8" })).rejects.toThrow("line 1: this line is not in utf-8");
    await expect(readCsv(path, { encoding: "klingon" })).rejects.toThrow('there is no encoding "klingon"');
    await expect(readCsv(path)).rejects.toThrow(/latin\.csv, line 1: this line is neither UTF-8 nor GB18030/);
  });

  it.each([
    ["semicolon", "a;b\n1;2,5\n", ";"],
    ["tab", "a\tb\n1\tx\n", "\t"],
    ["bar", "a|b\n1|x\n", "|"],
  ])("finds the delimiter: %s", async (name, text, delimiter) => {
    const table = await readCsv(await file(`${name}.csv`, text));
    expect(table.columnNames).toEqual(["a", "b"]);
    expect(table.report!.delimiter).toBe(delimiter);
  });

  it("keeps delimiters, quotes and line breaks inside quotes, and counts lines through them", async () => {
    const text = 'a,b\n"x, ""y""\nz",1\n\n2,3,4\n';
    expect(() => parseCsv(text)).toThrow("CSV text, line 5: 3 fields instead of 2");
    const table = parseCsv(text, { onRaggedRow: "drop" });
    expect(table.toObjects()).toEqual([{ a: 'x, "y"\nz', b: 1 }]);
    expect(table.report!.dropped).toEqual([{ line: 5, reason: "3 fields instead of 2" }]);
  });

  it("reads files with any line ends and without a last one", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const table = parseCsv(["a,b", "1,x", "2,y"].join(end));
      expect(table.toObjects()).toEqual([
        { a: 1, b: "x" },
        { a: 2, b: "y" },
      ]);
      expect(() => parseCsv(["a,b", "1,x", "2"].join(end))).toThrow("line 3: 1 field instead of 2");
    }
  });

  it("splits as papaparse does, wherever the text is cut into pieces", () => {
    const cell = fc.oneof(
      fc
        .constantFrom("", "a", "é", "北", " ", "x y", "a,b", 'say ""hi""', "two\nlines", "cr\r\nlf")
        .map((text) => (/[",\n\r ]/.test(text) ? `"${text}"` : text)),
      fc.stringMatching(/^[a-z][a-z"']{0,3}$/),
    );
    const row = fc.array(cell, { minLength: 2, maxLength: 2 }).map((cells) => cells.join(","));
    const input = fc.tuple(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("\n" as const, "\r\n" as const, "\r" as const),
    );
    fc.assert(
      fc.property(input, ([rows, end]) => {
        const text = rows.map((cells) => cells + end).join("");
        const { data } = Papa.parse<string[]>(text, { delimiter: ",", newline: end, skipEmptyLines: true });
        const expected = data.map((cells) => cells.map((value) => (value.trim() === "" ? null : value)));
        const options = { header: ["one", "two"], types: { one: "text", two: "text" }, delimiter: "," } as const;
        const whole = parseCsv(text, options).toObjects();
        expect(whole.map(({ one, two }) => [one, two])).toEqual(expected);
        const pieces = new CsvReader(options, "pieces");
        for (const character of text) pieces.feed(character);
        expect(pieces.end()).toBe(true);
        expect(pieces.toTable("utf-8").toObjects()).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it("takes values where they stand as it takes them out of quotes", () => {
    const value = fc.oneof(
      fc.integer().map(String),
      fc.constantFrom(
        "0",
        "-0",
        "007",
        "1.5",
        "-12.75",
        "1.234",
        "1,5",
        "1e3",
        "",
        "NA",
        "Lyon",
        "Paris",
        "Lyons",
        "é",
        " x ",
        "'=1",
      ),
      fc.constantFrom(
        "2025-03-30 02:30:00",
        "2025-04-03T10:00:00",
        "2025-04-03",
        "2025-04-03 10:00",
        "2025-02-30 10:00:00",
      ),
    );
    // Mostly of one kind, so that the column has a type by then.
    const column = fc.oneof(
      fc.array(value, { minLength: 3, maxLength: 12 }),
      fc
        .tuple(value, value, fc.nat(10))
        .map(([usual, odd, at]) => Array.from({ length: 11 }, (_, row) => (row === at ? odd : usual))),
    );
    fc.assert(
      fc.property(column, (texts) => {
        const read = (quote: string) => {
          const table = parseCsv(`n|x\n${texts.map((text) => `a|${quote}${text.trim()}${quote}\n`).join("")}`, {
            zone: "Europe/Berlin",
          });
          return [table.column("x"), table.report!.notes];
        };
        expect(read("")).toEqual(read('"'));
      }),
      { numRuns: 300 },
    );
  });

  it("says from how many texts spaces were taken off: not of numbers, of what is missing, and of what stands in quotes", () => {
    const text = ' city , n,late\n Lyon, 1,1\nLyon ,2 ,2\n NA ,3, x\n" Oslo ",4,3\n　北京,5,\n';
    const { report, ...table } = parseCsv(text);
    expect(table.columns.map((column) => column.toArray())).toEqual([
      ["Lyon", "Lyon", null, " Oslo ", "北京"],
      [1, 2, 3, 4, 5],
      ["1", "2", "x", "3", null],
    ]);
    expect(report!.repaired).toEqual([
      'Column "city": spaces around 3 of the values were taken off.',
      'Column "late": spaces around 1 of the values were taken off.',
    ]);
    expect(report!.texts.repaired[0]!["zh-CN"]).toBe("列“city”：有 3 个值去掉了首尾空格。");
    const headless = parseCsv(" Lyon ,1\nOslo,2\n", { header: ["city", "n"] });
    expect(headless.report!.repaired).toEqual(['Column "city": spaces around 1 of the values were taken off.']);
  });

  it("names nameless and repeated columns, and says so", () => {
    const table = parseCsv(",a,a,a_2\n1,2,3,4\n");
    expect(table.columnNames).toEqual(["column1", "a", "a_3", "a_2"]);
    expect(table.report!.repaired).toEqual([
      'Column 1 has no name; it is called "column1".',
      'The name "a" is repeated; column 3 is called "a_3".',
    ]);
  });

  it("says that the first line looks like a title", () => {
    const notes = (text: string) => parseCsv(text).report!.notes.filter((note) => note.includes("title"));
    expect(notes("Sales of 2025,,\nid,day,amount\n1,2025-03-04,5\n")).toEqual([
      expect.stringMatching(/^Line 1 looks like a title \("Sales of 2025"\).*header: \["…", "…"\]/),
    ]);
    expect(notes("Sales,\nid,day\n1,2\n")).toHaveLength(1);
    for (const text of ["name,\n1,2\n", "id,,day\n1,2,3\n", ",a,b\n1,2,3\n", "n\n1\n"]) expect(notes(text)).toEqual([]);
  });

  it("says what keeps a file from being read or written", async () => {
    const table = Table.fromColumns({ a: [1] });
    await expect(readCsv("a\0b.csv")).rejects.toThrow(/"a\\u0000b\.csv": no path holds a NUL character/);
    await expect(writeCsv(table, "/no such folder/a.csv")).rejects.toThrow(/there is no folder .*no such folder/);
  });

  it("shows what it did and noticed in both languages", () => {
    const phones = Array.from({ length: 12 }, (_, row) => `138001380${10 + row},${row},x\n`).join("");
    const table = parseCsv(`phone,n,n\n${phones}1,2\n`, { onRaggedRow: "drop" });
    const html = String(table.report![display]()["text/html"]);
    const chinese = [...html.matchAll(/lang="zh-CN">([^<]*)</g)].map(([, text]) => text);
    for (const text of ["phone：电话", "名称“n”重复，第 3 列称为“n_2”。", "1（第 14 行：有 2 个字段，应为 3 个）"]) {
      expect(chinese).toContain(text);
    }
  });

  it("says when a few odd values keep a column from being numeric", () => {
    const table = parseCsv(`n\n${"1\n".repeat(20)}unknown\n`);
    expect(table.column("n").type).toBe("text");
    expect(table.report!.notes).toEqual([
      expect.stringMatching(/1 of 21 values are not numbers, the first is "unknown"/),
    ]);
    expect(parseCsv(`n\n${"1\n".repeat(20)}unknown\n`, { missing: ["unknown"] }).column("n").missing).toBe(1);
  });

  it("does as told about types and headers", () => {
    expect(
      parseCsv("n\n1\n", { types: { n: "text" } })
        .column("n")
        .toArray(),
    ).toEqual(["1"]);
    expect(() => parseCsv("n\n1\nx\n", { types: { n: "number" } })).toThrow(
      'line 3: column "n" is to hold number values, but this one is "x"',
    );
    expect(parseCsv("1,2\n3,4\n", { header: false }).toObjects()).toEqual([
      { column1: 1, column2: 2 },
      { column1: 3, column2: 4 },
    ]);
    expect(parseCsv("1,2\n", { header: ["a", "b"] }).toObjects()).toEqual([{ a: 1, b: 2 }]);
    expect(parseCsv("2023,2024\n1,2\n", { header: true }).columnNames).toEqual(["2023", "2024"]);
  });

  it("reads impossible days as text", () => {
    expect(parseCsv("d\n2023-02-29\n").column("d").type).toBe("text");
    expect(parseCsv("d\n2024-01-01T24:00\n").column("d").type).toBe("text");
  });
});

describe("files that cannot be read", () => {
  const cases: [name: string, content: string | Uint8Array, error: RegExp][] = [
    ["empty.csv", "", /empty\.csv: the file is empty/],
    ["blank.csv", "\n \n", /blank\.csv: the file is empty/],
    ["mark.csv", "\uFEFF", /mark\.csv: the file is empty/],
    ["ragged.csv", "a,b\n1,2\n1,2,3\n", /ragged\.csv, line 3: 3 fields instead of 2\..*onRaggedRow: "drop"/],
    ["headless.csv", "1,2\n3,4\n", /headless\.csv, line 1: the first line looks like data \(1, 2…\).*header: \["…"/],
    ["quotes.csv", 'a,b\n1,"x\n2,y\n', /quotes\.csv, line 2: a quoted field that starts here is never closed/],
    ["stray.csv", 'a,b\n1,"x"y\n', /stray\.csv, line 2: text follows a closing quote/],
    ["nul.csv", "a,b\n1,\0\n", /nul\.csv, line 2: there is a NUL character/],
    ["book.csv", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), /book\.csv: this is an Excel workbook.*ulm\.data\.read/],
    ["packed.csv", Uint8Array.of(0x1f, 0x8b, 8, 0), /packed\.csv: the gzip file is cut short/],
    [
      "bytes.csv",
      Uint8Array.of(0x61, 0x0a, 0xff, 0xff, 0x0a),
      /bytes\.csv, line 2: this line is neither UTF-8 nor GB18030/,
    ],
  ];

  it.each(cases)("%s", async (name, content, error) => {
    await expect(readCsv(await file(name, content))).rejects.toThrow(error);
  });

  it("a missing file: says what is there instead", async () => {
    await file("here.csv", "a\n1\n");
    await expect(readCsv(join(folder, "gone.csv"))).rejects.toThrow(
      /gone\.csv: there is no file "gone\.csv" in .*here\.csv/,
    );
    await expect(readCsv(join(folder, "none", "gone.csv"))).rejects.toThrow(/there is no folder .*none/);
  });

  it("a folder", async () => {
    await expect(readCsv(folder)).rejects.toThrow("this is a folder, not a file");
  });

  it("never fails otherwise than with a ReadError, whatever the text", () => {
    const pieces = fc.constantFrom(",", ";", "\t", '"', "\n", "\r", "a", "1", " ", "é", "2024-01-01", "\0", "=1+1");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        try {
          const table = parseCsv(parts.join(""));
          expect(table.columns.every(({ length }) => length === table.rowCount)).toBe(true);
        } catch (error) {
          expect(error).toHaveProperty("source", "CSV text");
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("writeCsv", () => {
  it("writes what readCsv reads", async () => {
    const table = Table.fromColumns({
      text: ['a, "b"\nc', null, "plain"],
      number: [1.1, null, -3e-7],
      flag: [true, false, null],
      day: [new Date("2024-01-02"), null, new Date("2024-01-02T03:04:05Z")],
    });
    const path = join(folder, "round.csv");
    await writeCsv(table, path, { byteOrderMark: true });
    expect((await readFile(path)).subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf));
    expect((await readCsv(path)).toObjects()).toEqual(table.toObjects());
  });

  it("round-trips all numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (numbers) => {
        const text = toCsv(Table.fromColumns({ label: numbers.map(() => "x"), n: numbers }));
        const read = parseCsv(text, { types: { n: "number" } })
          .column("n")
          .toNumbers();
        numbers.forEach((number, row) => expect(read[row]! === number).toBe(true));
      }),
    );
  });

  it("leaves nothing behind when it fails", async () => {
    await expect(writeCsv(Table.fromColumns({ a: [1] }), folder)).rejects.toThrow("this is a folder, not a file");
    expect((await readdir(join(folder, ".."))).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("files that are read", () => {
  const read = async (...paths: string[]) => {
    const files: FileRead[] = [];
    const task = async () => {
      for (const path of paths) await readCsv(path);
    };
    await withTaskContext({ onFileRead: (one) => files.push(one) }, task);
    return files;
  };

  it("are reported with the hash of their bytes, and without the folders that their reader keeps them in", async () => {
    // printf 'a\n1\n' | sha256sum
    const sha256 = "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc";
    const path = await file("of-mine.csv", "a\n1\n");
    const inFolder = "sample-data/e-commerce_data.csv";
    const [outside, absolute, relative] = await read(path, resolve(inFolder), inFolder);
    expect(outside).toEqual({ name: "of-mine.csv", sha256, size: 4 });
    expect(absolute.name).toBe(inFolder);
    expect(relative).toEqual(absolute);
  });

  it("are not reported when they are missing", async () => {
    const files: FileRead[] = [];
    const task = () => readCsv(join(folder, "nothing-there.csv"));
    await expect(withTaskContext({ onFileRead: (one) => files.push(one) }, task)).rejects.toThrow(FileError);
    expect(files).toEqual([]);
  });
});

describe("sampleJson", () => {
  it("reads what is no table, and sample says so", async () => {
    expect(await sampleJson("shop/truth")).toMatchObject({ spec: { seed: 7 } });
    expect(await sampleJson("shop/truth.json")).toEqual(await sampleJson("shop/truth"));
    await expect(sample("shop/truth.json")).rejects.toThrow('await ulm.data.sampleJson("shop/truth")');
    await expect(sampleJson("nothing")).rejects.toThrow(
      /there is no sample data of this name\. There are: .*shop\/truth/,
    );
  });
});

describe("sample", () => {
  it("finds the data that come with the product, by name", async () => {
    const table = await sample("e-commerce_data");
    expect(table.rowCount).toBeGreaterThan(10_000);
    expect((await sample("e-commerce_data.csv")).columnNames).toEqual(table.columnNames);
    expect((await sample("shop/orders")).columnNames).toContain("order_id");
  });

  it("lists them when asked for others, and leads nowhere else", async () => {
    for (const name of ["gone", "../package.json"]) {
      await expect(sample(name)).rejects.toThrow(/there is no sample data of this name\. There are: .*e-commerce_data/);
    }
  });
});
