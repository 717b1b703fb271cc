import fc from "fast-check";
import { ParameterError, parseCsv } from "ulm/data";
import type { CsvOptions } from "ulm/data";
import { describe, expect, it } from "vitest";

const column = (texts: string[], options: CsvOptions = {}) => {
  const table = parseCsv(["n\tx", ...texts.map((text, row) => `${row}\t${text}`)].join("\n"), options);
  return { values: table.column("x").toArray(), notes: table.report!.notes, report: table.report!.columns[1]! };
};

describe("numbers", () => {
  it("are the nearest double, as Number has it", () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,17}$/);
    const text = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(digits, fc.stringMatching(/^\d{0,12}$/)).map(([whole, rest]) => `${whole}.${rest}`),
      fc.tuple(fc.constantFrom("+", "-", ""), digits).map(([sign, whole]) => `${sign}${whole.slice(0, 15)}`),
    );
    fc.assert(
      fc.property(text, (number) => {
        expect(column([number], { types: { x: "number" }, decimal: "." }).values).toEqual([Number(number)]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["1,234,567.5", 1234567.5],
    ["1'234.50", 1234.5],
    [".5", 0.5],
    ["5.", 5],
    ["-1e-3", -0.001],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
  ])("%s", (text, number) => {
    expect(column([text]).values).toEqual([number]);
  });

  it.each(["1,23,456.5", "1.2.3", "--1", "1e", "1 2", "0x10", "١٢", "12%", "+", "-", "."])("%s is text", (text) => {
    expect(column([text]).values).toEqual([text]);
  });

  it("keep identifiers as text, even when the first comes late", () => {
    expect(column(["7", "12", "007"])).toMatchObject({
      values: ["7", "12", "007"],
      notes: [
        'Column "x" stays text: it looks like an identifier (leading zeros, a plus as of telephone numbers, or more than 15 digits).',
      ],
    });
    expect(column(["1234567890123456"]).values).toEqual(["1234567890123456"]);
    expect(column(["5", "+8613800000000"]).values).toEqual(["5", "+8613800000000"]);
    expect(column(["+5", "+1234567", "+12345678.5"]).values).toEqual([5, 1234567, 12345678.5]);
    expect(column(["0.5", "0"]).values).toEqual([0.5, 0]);
    expect(column(["007"], { types: { x: "number" } }).values).toEqual([7]);
  });
});

describe("the decimal sign", () => {
  it("is found column by column", () => {
    expect(column(["1.234,56", "7", "0,5"])).toMatchObject({
      values: [1234.56, 7, 0.5],
      report: { type: "number", writtenAs: "1.234,56" },
    });
    expect(column(["12 345,6"]).values).toEqual([12345.6]);
    expect(column(["1,234.56", "7"]).values).toEqual([1234.56, 7]);
    expect(column(["1.5", "1,5"])).toMatchObject({
      values: ["1.5", "1,5"],
      notes: [expect.stringMatching(/stays text: line 3 has "1,5" where the values before are 1,234\.56/)],
    });
  });

  it("of a doubtful column is that of the others in the file", () => {
    const both = (certain: string) => parseCsv(`a;b\n${certain};1,234\n${certain};5.678\n`);
    expect(both("3,5").column("b").toArray()).toEqual([1.234, 5678]);
    expect(both("3.5").column("b").toArray()).toEqual([1234, 5.678]);
    expect(parseCsv("a;b\n3,5;1.234\n").column("b").get(0)).toBe(1234);
  });

  it("is a point where programs write, and is not guessed where people do", () => {
    expect(column(["1.234", "5.678"]).values).toEqual([1.234, 5.678]);
    expect(column(["1,234", "5"])).toMatchObject({
      values: ["1,234", "5"],
      notes: [expect.stringMatching(/stays text: "1,234" may be a thousand or a fraction.*State decimal/)],
    });
    expect(parseCsv("a;b\nx;1.234\n").column("b").get(0)).toBe("1.234");
    expect(() => column(["5", "1,234"], { types: { x: "number" } })).toThrow(
      'line 3: Column "x" is not read: "1,234" may be a thousand or a fraction',
    );
  });

  it("is as stated", () => {
    expect(column(["1,234"], { decimal: "," }).values).toEqual([1.234]);
    expect(column(["1,234"], { decimal: "." }).values).toEqual([1234]);
    expect(column(["1.5"], { decimal: "," }).values).toEqual(["1.5"]);
    expect(() => column(["1"], { decimal: ";" as "," })).toThrow(ParameterError);
  });
});
