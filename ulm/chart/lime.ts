import type { LimeExplanation } from "../trust/index.ts";
import { formatCell } from "../data/table-html.ts";
import { bar } from "./bar.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

/**
 * What raises and lowers one prediction according to its straight line.
 * @param options.most how many features, the weightiest. Default 12
 */
export function lime(explanation: LimeExplanation, options: ChartOptions & { most?: number } = {}): Chart {
  const { most = 12 } = options;
  const rows = explanation.effects
    .slice(0, most)
    .map(({ feature, value, effect }) => ({ feature: `${feature} = ${formatCell(value)}`, effect }));
  const { en, "zh-CN": zh } = explanation.output;
  return bar(rows, {
    title: { en: `LIME: ${en}`, "zh-CN": `LIME：${zh}` },
    ...options,
    category: "feature",
    value: "effect",
    bySign: true,
    categoryTitle: { en: "Feature", "zh-CN": "特征" },
    valueTitle: { en: "Effect", "zh-CN": "影响" },
  });
}
