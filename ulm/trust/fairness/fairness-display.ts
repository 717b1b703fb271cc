import { fairnessRates } from "../../chart/fairness-rates.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import type { FairnessAudit, FairnessGap } from "./fairness-audit.ts";
import { rateNames } from "./group-rates.ts";
import { fairnessWords, levelText, rateWords } from "./fairness-words.ts";
import type { Proportion } from "../../compute/index.ts";

/** The audit as a chart; as figures a row for each group, and one for the largest difference of each rate. */
export function fairnessBundle(audit: FairnessAudit): DisplayBundle {
  return withChart(fairnessRates(audit), fairnessTable(audit));
}

/** The figures: a row for each group, and one for the largest difference of each rate. */
export function fairnessTable({ positive, level, groups, gaps }: FairnessAudit): DisplayBundle {
  const percent = levelText(level);
  const title: BilingualText = {
    en: `How groups are treated: "${positive}" predicted, with ${percent} intervals`,
    "zh-CN": `各组被预测为“${positive}”的情况（含 ${percent} 区间）`,
  };
  const heads = [fairnessWords.group, fairnessWords.rows, ...rateNames.map((name) => rateWords[name])];
  const rows = groups.map(({ group, count, ...rates }) => [
    String(group),
    count.toLocaleString("en"),
    ...rateNames.map((name) => rateText(rates[name])),
  ]);
  const gapOf = (name: string) => gaps.find(({ rate }) => rate === name);
  const last = [fairnessWords.largestGap, "", ...rateNames.map((name) => gapText(gapOf(name)))];
  return bilingualTable(title, heads, [...rows, last]);
}

function rateText({ value, lower, upper, count }: Proportion): string {
  return value === null
    ? "–"
    : `${value.toFixed(3)} (${lower.toFixed(3)} – ${upper.toFixed(3)}; n\u00a0=\u00a0${count})`;
}

function gapText(gap: FairnessGap | undefined): BilingualText | string {
  if (gap === undefined) return "–";
  const figures = `${gap.difference.toFixed(3)} (${gap.lower.toFixed(3)} – ${gap.upper.toFixed(3)})`;
  return {
    en: `${figures}: ${gap.highest} against ${gap.lowest}`,
    "zh-CN": `${figures}：${gap.highest} 与 ${gap.lowest}`,
  };
}
