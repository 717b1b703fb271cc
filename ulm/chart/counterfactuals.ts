import type { Counterfactual, Counterfactuals } from "../trust/index.ts";
import { formatCell } from "../data/table-html.ts";
import { bar } from "./bar.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { shortNames } from "./short-names.ts";

/** The ways to another answer by what they cost, the cheapest first. */
export function counterfactuals(found: Counterfactuals, options: ChartOptions = {}): Chart {
  const all = found.ways.flatMap(({ changes }) => changes);
  const features = [...new Set(all.map(({ feature }) => feature))];
  const names = new Map(shortNames(features).map((name, index) => [features[index]!, name]));
  const said = ({ feature, from, to }: Counterfactual["changes"][number]) =>
    `${names.get(feature)}: ${formatCell(from)} → ${formatCell(to)}`;
  const rows = found.ways.map(({ changes, cost }) => ({ way: changes.map(said).join("\n"), cost }));
  const { en, "zh-CN": zh } = found.output;
  const now = found.current.toFixed(4);
  return bar(rows, {
    title: { en: "What would have to change", "zh-CN": "需要改变什么" },
    subtitle: { en: `${en} now ${now}`, "zh-CN": `${zh}现为 ${now}` },
    ...options,
    category: "way",
    value: "cost",
    categoryTitle: null,
    valueTitle: { en: "Cost", "zh-CN": "代价" },
    reading: {
      en: "Each bar is one way to another answer; cost: the sum of its changes, each in units of its spread",
      "zh-CN": "每个条形是一种得到不同结果的方案；代价为各项改变之和，以各自的离散度为单位",
    },
  });
}
