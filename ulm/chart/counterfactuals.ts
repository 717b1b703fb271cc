import type { Counterfactuals } from "../trust/index.ts";
import { formatCell } from "../data/table-html.ts";
import { bar } from "./bar.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

/** The ways to another answer by what they cost, the cheapest first. */
export function counterfactuals(found: Counterfactuals, options: ChartOptions = {}): Chart {
  const rows = found.ways.map(({ changes, cost }) => ({
    way: changes.map(({ feature, from, to }) => `${feature}: ${formatCell(from)} → ${formatCell(to)}`).join(", "),
    cost,
  }));
  const { en, "zh-CN": zh } = found.output;
  const now = found.current.toFixed(4);
  return bar(rows, {
    title: { en: "What would have to change", "zh-CN": "需要改变什么" },
    subtitle: { en: `${en} now ${now}`, "zh-CN": `${zh}现为 ${now}` },
    ...options,
    category: "way",
    value: "cost",
    categoryTitle: { en: "Change", "zh-CN": "改变" },
    valueTitle: { en: "Cost", "zh-CN": "代价" },
  });
}
