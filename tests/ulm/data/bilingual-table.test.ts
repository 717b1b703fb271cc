import { describe, expect, it } from "vitest";
import { bilingualTable } from "../../../ulm/data/index.ts";

const title = { en: "Findings", "zh-CN": "发现" };
const name = { en: "name", "zh-CN": "名称" };
const value = { en: "value", "zh-CN": "数值" };

/** Where the cells of a row stand, heads and body alike. */
const sides = (rows: string[][]) => {
  const html = bilingualTable(title, [name, value], rows)["text/html"] as string;
  const ofRow = (row: string) => [...row.matchAll(/text-align:(\w+)/g)].map(([, side]) => side);
  const all = html.split("<tr>").slice(1).map(ofRow);
  expect(new Set(all.map(String)).size).toBe(1);
  return all[0];
};

describe("bilingualTable", () => {
  it.each([
    [["12", "1,234", "-0.5"]],
    [["1.5e-7", "< 0.0001", "–"]],
    [["12.5 %", "", "100 %"]],
    [["0.7604 ± 0.0168", "0.7360 ± 0.0317"]],
  ])("puts columns of figures to the right: %j", (figures) => {
    expect(sides(figures.map((figure) => ["age", figure]))).toEqual(["left", "right"]);
  });

  it.each([[["12", "many"]], [["0.1 … 0.2"]], [["2024-01-04"]], [["0.121: little"]], [["3 of 4"]]])(
    "leaves texts where they begin: %j",
    (texts) => expect(sides(texts.map((text) => ["age", text]))).toEqual(["left", "left"]),
  );

  it("says once what is the same in both languages", () => {
    const html = bilingualTable(title, [{ en: "p", "zh-CN": "p" }], [])["text/html"];
    expect(html).toContain(">p</th>");
    expect(html).toContain('<span class="ulm-text" lang="zh-CN">发现</span>');
  });
});
