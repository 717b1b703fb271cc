import type { LimeExplanation } from "../trust/index.ts";
import { formatCell } from "../data/table-html.ts";
import { bar } from "./bar.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { shortNames } from "./short-names.ts";

/**
 * What raises and lowers one prediction according to its straight line.
 * @param options.most how many features, the weightiest. Default 12
 */
export function lime(explanation: LimeExplanation, options: ChartOptions & { most?: number } = {}): Chart {
  const { most = 12 } = options;
  const names = shortNames(explanation.effects.map(({ feature }) => feature));
  const rows = explanation.effects
    .slice(0, most)
    .map(({ value, effect }, index) => ({ feature: `${names[index]} = ${formatCell(value)}`, effect }));
  const { en, "zh-CN": zh } = explanation.output;
  return bar(rows, {
    title: { en: `LIME: ${en}`, "zh-CN": `LIME：${zh}` },
    ...options,
    category: "feature",
    value: "effect",
    bySign: true,
    categoryTitle: null,
    valueTitle: { en: "Effect", "zh-CN": "影响" },
    reading: {
      en: "Effect of one standard deviation more, or of the category; R² near 1: the line fits well",
      "zh-CN": "增加一个标准差（或属于该类别）的影响；R² 越接近 1，局部线性越可信",
    },
  });
}
