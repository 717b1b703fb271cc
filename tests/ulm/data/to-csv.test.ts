import fc from "fast-check";
import { Column, parseCsv, Table, toCsv } from "ulm/data";
import { describe, expect, it } from "vitest";

describe("toCsv, cell by cell", () => {
  it("writes dates as toISOString, numbers as String, and texts so that they come back", () => {
    const moments = fc.date({ noInvalidDate: true, min: new Date("0000-01-01"), max: new Date("9999-12-31") });
    const cells = fc.record({
      at: moments,
      n: fc.double({ noNaN: true }),
      text: fc.string({ minLength: 1, unit: "grapheme" }),
    });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 20 }), (rows) => {
        const table = Table.fromObjects(rows, { at: "date", n: "number", text: "text" });
        const lines = toCsv(table.select("at", "n")).trimEnd().split("\n").slice(1);
        const number = (value: number) =>
          Number.isInteger(value) && Math.abs(value) >= 1e15 ? value.toExponential() : String(value);
        expect(lines).toEqual(rows.map(({ at, n }) => `${at.toISOString()},${number(n)}`));
        const texts = parseCsv(toCsv(table.select("at", "text")), { types: { text: "text" }, missing: [] });
        const blank = (text: string) => (text.trim() === "" ? null : text);
        expect(texts.column("text").toArray()).toEqual(rows.map(({ text }) => blank(text)));
      }),
    );
  });
});

describe("toCsv", () => {
  it("writes parts of a millisecond as toISOString does, on both sides of a midnight", () => {
    const times = Float64Array.of(-0.5, 0.5, -86_400_000.25, -86_400_001);
    const written = toCsv(new Table([new Column("at", "date", times)]));
    expect(written).toBe(`at\n${Array.from(times, (time) => `${new Date(time).toISOString()}\n`).join("")}`);
  });

  it("writes dates in ISO form, blanks for missing values, and quotes where they are needed", () => {
    const table = Table.fromColumns({
      "a,b": ['say "hi"', null, "", " x ", "two\nlines"],
      n: [1.5, null, -2, 1e21, 0],
      t: [new Date("2025-04-03T10:00:00Z"), null, null, null, null],
    });
    expect(toCsv(table)).toBe(
      '"a,b",n,t\n"say ""hi""",1.5,2025-04-03T10:00:00.000Z\n,,\n"",-2,\n" x ",1e+21,\n"two\nlines",0,\n',
    );
    expect(toCsv(Table.fromColumns({ a: [null, "x"] }))).toBe('a\n""\nx\n');
    expect(toCsv(Table.fromColumns({ a: ["x;y"], b: [1] }), { delimiter: ";" })).toBe('a;b\n"x;y";1\n');
  });

  it.each([
    // OWASP, "CSV Injection".
    ['=HYPERLINK("http://evil.example","click")', '"\'=HYPERLINK(""http://evil.example"",""click"")"'],
    ["=1+1", `"'=1+1"`],
    ["+1+1", `"'+1+1"`],
    ["-2+3+cmd|' /C calc'!A0", `"'-2+3+cmd|' /C calc'!A0"`],
    ["@SUM(A1:A9)", `"'@SUM(A1:A9)"`],
    ["\t=1+1", `"'\t=1+1"`],
    ["\r=1+1", `"'\r=1+1"`],
    ["＝1+1", `"'＝1+1"`],
    ["'=1+1", `"''=1+1"`],
    ["-5", "-5"],
    ["+8613800138000", "+8613800138000"],
    ["'tis", "'tis"],
    ["a=1", "a=1"],
  ])("makes formulas harmless: %j", (text, written) => {
    const table = Table.fromColumns({ [text]: [text, "text"], n: [-1, -2] });
    expect(toCsv(table)).toBe(`${written},n\n${written},-1\ntext,-2\n`);
    const read = parseCsv(toCsv(table), { header: true });
    expect(read.columnNames).toEqual(table.columnNames);
    expect(read.toObjects()).toEqual(table.toObjects());
  });

  it("leaves formulas alone when it is told to", () => {
    expect(toCsv(Table.fromColumns({ a: ["=1+1"] }), { guardFormulas: false })).toBe("a\n=1+1\n");
  });

  it("says on reading that guards were taken off", () => {
    const { report } = parseCsv(toCsv(Table.fromColumns({ a: ["=1", "x", "@b"] })));
    expect(report!.repaired).toEqual([
      'Column "a": an apostrophe that guards a formula was taken off 2 of the values.',
    ]);
  });

  it("is undone by parseCsv: any texts, numbers, dates and flags, any delimiter", () => {
    const text = fc
      .string({ unit: fc.constantFrom(..."ab0 =+-@'\"\t\r\n,;|é北＝"), maxLength: 6 })
      .filter((value) => value.trim() !== "" && !["NA", "nan"].includes(value));
    const row = fc.record(
      {
        text,
        number: fc.double({ noNaN: true }),
        date: fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        flag: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(",", ";", "\t", "|"),
        (rows, delimiter) => {
          const types = { text: "text", number: "number", date: "date", flag: "boolean" } as const;
          const table = Table.fromObjects([{ text: null, number: null, date: null, flag: null }, ...rows], types);
          const options = { types, header: true, decimal: ".", delimiter } as const;
          const read = parseCsv(toCsv(table, { delimiter }), options).toObjects();
          // -0 is written as 0.
          const expected = table.toObjects().map((each) => ({ ...each, number: each.number === 0 ? 0 : each.number }));
          expect(read).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
