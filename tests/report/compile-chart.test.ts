import { describe, expect, test } from "vitest";
import { ChartError, compileChart } from "../../report/compile-chart.ts";
import { textWidth } from "../../report/text-width.ts";
import { bilingualLines, brushedBars, csvBars, scatter, vegaDots } from "../fixtures/report/charts.ts";

test("a Vega-Lite chart is drawn in the page's colours", async () => {
  const { svg, isOpaque } = await compileChart(bilingualLines, "vega-lite", "en");
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("Orders per month");
  expect(svg).toContain('fill="currentColor"');
  expect(svg).toContain("var(--chart-2)");
  expect(isOpaque).toBe(false);
});

test("dates are written in the language of the chart", async () => {
  const { svg } = await compileChart(bilingualLines, "vega-lite", "zh-CN");
  expect(svg).toContain(">七月<");
  expect(svg).not.toContain(">July<");
});

test("a Vega chart and one with selections are drawn", async () => {
  expect((await compileChart(vegaDots, "vega", "en")).svg).toContain("steelblue");
  expect((await compileChart(brushedBars, "vega-lite", "en")).svg).toContain("mark-rect");
});

test("CSV text becomes rows, and long Chinese labels have room", async () => {
  const { spec, svg } = await compileChart(csvBars, "vega-lite", "en");
  expect((spec["data"] as { values: unknown }[])[0]!.values).toStrictEqual([
    { 品类: "手机", 销量: "31" },
    { 品类: "图书", 销量: "12" },
    { 品类: "家居用品", 销量: "25" },
  ]);
  // The plot starts right of its labels: four characters of 11 px, and the title beyond.
  const left = Number(/<g fill="none"[^>]*translate\((\d+)/.exec(svg)![1]);
  expect(left).toBeGreaterThan(4 * 11);
});

test("each mark of a small chart has a label, a crowd of them has none", async () => {
  const labels = async (count: number) =>
    (await compileChart(scatter(count, 1), "vega-lite", "en")).svg.match(/aria-roledescription="point"/g)?.length ?? 0;
  expect(await labels(20)).toBe(20);
  expect(await labels(200)).toBe(0);
});

describe("a chart that would load something is refused", () => {
  test.each([
    ["data", { mark: "bar", data: { url: "https://x.example/a.csv" } }],
    ["layered data", { layer: [{ mark: "bar", data: { url: "a.json" } }] }],
    ["geographic data", { mark: "geoshape", data: { url: "/world.json", format: { type: "topojson", feature: "x" } } }],
  ])("%s", async (_name, spec) => {
    await expect(compileChart(spec, "vega-lite", "en")).rejects.toThrow(ChartError);
    await expect(compileChart(spec, "vega-lite", "en")).rejects.toMatchObject({ reason: "remote" });
  });
});

test("a chart that is wrong is refused with Vega's reason", async () => {
  await expect(compileChart({ mark: "nonsense", data: { values: [] } }, "vega-lite", "en")).rejects.toMatchObject({
    reason: "invalid",
  });
});

test("the source is left as it was", async () => {
  const source = structuredClone(csvBars);
  await compileChart(source, "vega-lite", "en");
  expect(source).toEqual(csvBars);
});

test.each([
  ["Orders per month", 8.905],
  ["purchase_frequency", 10.106],
  ["Illinois", 3.173],
  ["0.15", 2.227],
])("the width of %j comes within a tenth of what a browser measures in DejaVu Sans", (text, ems) => {
  expect(textWidth(text, 10) / (10 * ems)).toBeGreaterThan(0.9);
  expect(textWidth(text, 10) / (10 * ems)).toBeLessThan(1.1);
});

test("East Asian characters are as wide as they are high", () => {
  expect(textWidth("每月订单数", 10)).toBe(50);
});
