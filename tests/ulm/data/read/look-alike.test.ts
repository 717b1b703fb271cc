import { parseCsv, parseJson } from "ulm/data";
import type { CsvOptions, Table } from "ulm/data";
import { describe, expect, it } from "vitest";

const lines = (...texts: string[]) => `n|d\n${texts.map((text, row) => `${row}|${text}\n`).join("")}`;
const notes = (texts: string[], options: CsvOptions = {}) => parseCsv(lines(...texts), options).report!.notes;
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => `2025-03-${String(index + 1).padStart(2, "0")}`);

describe("columns that stay text, but look like something else", () => {
  it.each(["未知", "0000-00-00", "2025-02-30"])("names %s, wherever it stands among dates", (odd) => {
    for (const place of [0, 1, 7, 20]) {
      const texts = days(20);
      texts.splice(place, 0, odd);
      const found = notes(texts);
      expect(found).toEqual([expect.stringContaining(`Column "d" stays text`)]);
      expect(found[0]).toContain(`"${odd}"`);
      expect(found[0]).toContain(`line ${place + 2}`);
      expect(found[0]).toContain(`missing: ["${odd}"]`);
      expect(parseCsv(lines(...texts), { missing: [odd] }).column("d").type).toBe("date");
    }
  });

  it.each([
    [["2014-12-01 0", "2014-12-01 23"], "dates (YYYY-MM-DD HH)", { dates: { d: "YYYY-MM-DD HH" } }, "date"],
    [["¥1", "￥2.50", "¥1,280.00"], "amounts of money", { types: { d: "number" } }, undefined],
    [["¥1", "¥2.50", "¥1,280.00"], "amounts of money", { types: { d: "number" } }, "number"],
    [["12元", "3.5 元"], "amounts of money", { types: { d: "number" } }, "number"],
    [["12%", "3.5%"], "percentages", { types: { d: "number" } }, "number"],
    [["1.2万", "3萬", "0.4亿"], "numbers with a unit", { types: { d: "number" } }, "number"],
    [["25/12/24", "01/02/24"], "year of two digits", { dates: { d: "DD/MM/YY" } }, "date"],
  ] as const)("says what %j is, and how to have it read", (texts, name, options, type) => {
    const [note] = notes([...texts]);
    expect(note).toContain(name);
    const [option, value] = Object.entries(options)[0]!;
    expect(note).toContain(`state ${option}: { "d": "${(value as { d: string }).d}" }`);
    if (type === undefined) expect(() => parseCsv(lines(...texts), options)).toThrow("is to hold number values");
    else expect(parseCsv(lines(...texts), options).column("d").type).toBe(type);
  });

  it("reads signs and units beside numbers when they are stated to be numbers, and says so", () => {
    const table = parseCsv("a;b;c\n¥1,280.50;12%;1.2万\n-¥3;-0.5%;300\n", {
      types: { a: "number", b: "number", c: "number" },
    });
    const values = (table_: Table) => table_.columns.map((column) => column.toArray());
    expect(values(table)).toEqual([
      [1280.5, -3],
      [0.12, -0.005],
      [12_000, 300],
    ]);
    expect(table.report!.notes[1]).toContain('"12%" is 0.12');
    expect(() => parseCsv(lines("¥5", "$5"), { types: { d: "number" } })).toThrow(/line 3.*"\$5"/);
  });

  it("says that whole numbers look like dates", () => {
    expect(notes(["20250304", "20250228"])).toEqual([expect.stringContaining('dates: { "d": "YYYYMMDD" }')]);
    expect(notes(["20250304", "20250230"])).toEqual([]);
    expect(notes(["20250304"], { types: { d: "number" } })).toEqual([]);
    const at = parseCsv("id,timestamp\n1000000001,1733011200\n1000000002,1733011201\n").report!.notes;
    expect(at).toEqual([expect.stringContaining('"timestamp": "epoch-seconds"')]);
    expect(
      parseCsv(lines("20250304"), { dates: { d: "YYYYMMDD" } })
        .column("d")
        .get(0),
    ).toEqual(new Date("2025-03-04"));
    expect(parseJson('[{"d": 20250304}]').report!.notes).toEqual([expect.stringContaining("YYYYMMDD")]);
  });

  it("says it of JSON as well", () => {
    const records = JSON.stringify(["未知", ...days(9)].map((d) => ({ d })));
    expect(parseJson(records).report!.notes).toEqual([
      expect.stringMatching(/"未知" \(record 1\).*missing: \["未知"\]/),
    ]);
  });

  it("has nothing to say of texts", () => {
    expect(notes(["red", "blue", "2025-03-04"])).toEqual([]);
    expect(notes(["A-1", "12 High Street", "3 apples", "4 pears"])).toEqual([]);
    expect(notes(["未知", ...days(9)], { types: { d: "text" } })).toEqual([]);
  });

  it("counts all values of a short column, and the first of a long one", () => {
    const [short] = notes(["未知", ...days(9)]);
    expect(short).toContain("9 of its 10 values");
    for (const [odd, count] of [
      ["2014-12-01 7", 200],
      ["未知", 199],
    ] as const) {
      const [long] = notes([odd, ...Array.from({ length: 300 }, () => "2014-12-01 23")]);
      expect(long).toContain(`${count} of its first 200 values`);
    }
  });

  it("says it in both languages", () => {
    const { report } = parseCsv(lines("未知", ...days(9)));
    expect(report!.texts.notes[0]!["zh-CN"]).toBe(
      '列“d”保留为文本，但 10 个值中有 9 个看起来是日期（YYYY-MM-DD），例如 "2025-03-01"。第一个不符的是 "未知"（第 2 行）。' +
        '请更正；如果它表示缺失，请指定 missing: ["未知"]。或指定 types: { "d": "date" }，不符的值会报错。',
    );
  });
});
