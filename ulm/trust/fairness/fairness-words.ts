import type { BilingualText } from "../../data/index.ts";
import type { RateName } from "./group-rates.ts";

/** What the rates are called. */
export const rateWords: Readonly<Record<RateName, BilingualText>> = {
  selectionRate: { en: "Selection rate", "zh-CN": "选中率" },
  truePositiveRate: { en: "True positive rate", "zh-CN": "真正例率" },
  falsePositiveRate: { en: "False positive rate", "zh-CN": "假正例率" },
  precision: { en: "Precision", "zh-CN": "精确率" },
};

/** What else tables and charts of fairness say. */
export const fairnessWords = {
  group: { en: "Group", "zh-CN": "组别" },
  threshold: { en: "Threshold", "zh-CN": "阈值" },
  rows: { en: "Rows", "zh-CN": "行数" },
  largestGap: { en: "Largest difference", "zh-CN": "最大差异" },
} satisfies Record<string, BilingualText>;

/** A level of confidence: "95 %", "98.33 %". */
export function levelText(level: number): string {
  return `${Number((100 * level).toFixed(2))} %`;
}
