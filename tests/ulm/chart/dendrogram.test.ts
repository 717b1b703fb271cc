import * as chart from "ulm/chart";
import type { VegaLiteSpec } from "ulm/chart";
import { AgglomerativeClustering } from "ulm/learn";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { TopLevelSpec } from "vega-lite";
import { describe, expect, it } from "vitest";

const points = [
  [1, 1],
  [1.2, 0.9],
  [5, 5],
  [5.1, 4.8],
  [9, 1],
  [8.7, 1.2],
  [8.8, 0.7],
];
const model = await new AgglomerativeClustering({ nClusters: 3 }).fit(points);

/** The data of the lines between clusters, of those within them, and of the ends. */
function layers(spec: VegaLiteSpec): Record<string, unknown>[][] {
  return (spec.layer as { data: { values: Record<string, unknown>[] } }[]).map(({ data }) => data.values);
}

describe("dendrogram", () => {
  it("draws three lines for each merge, in the colours of the clusters", () => {
    const [between, within, ends] = layers(chart.dendrogram(model, { names: [..."abcdefg"] }).spec);
    expect(between!.length + within!.length).toBe(3 * 6);
    expect(new Set(within!.map(({ cluster }) => cluster))).toEqual(new Set(["0", "1", "2"]));
    expect(ends!.map(({ name }) => name).sort()).toEqual([..."abcdefg"]);
    expect(Math.max(...between!.map(({ x2 }) => x2 as number))).toBe(model.merges.at(-1)!.height);
  });

  it("collapses what is merged below its ends", () => {
    const [between, within, ends] = layers(chart.dendrogram(model, { leaves: 3 }).spec);
    expect(ends!.map(({ name }) => name).sort()).toEqual(["(2)", "(2)", "(3)"]);
    expect(between!.length + within!.length).toBe(3 * 2);
  });

  it.each([
    ["en", "Height"],
    ["zh-CN", "高度"],
  ])("compiles and draws in %s", async (language, height) => {
    const spec = chart.localiseSpec(chart.dendrogram(model).spec, language);
    const compiled = compile(structuredClone(spec) as unknown as TopLevelSpec).spec;
    const svg = await new vega.View(vega.parse(compiled), { renderer: "none" }).toSVG();
    expect(svg).toContain(height);
    expect(svg).not.toContain("NaN");
  });

  it("refuses too few leaves and names that are not those of the rows", () => {
    expect(() => chart.dendrogram(model, { leaves: 1 })).toThrow("at least two leaves, not 1");
    expect(() => chart.dendrogram(model, { names: ["a"] })).toThrow("There are 7 rows, but 1 names");
  });
});
