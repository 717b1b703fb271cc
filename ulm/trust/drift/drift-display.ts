import { bilingualTable } from "../../data/bilingual-table.ts";
import { bilingualHtml, bilingualPlain } from "../../data/bilingual-html.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import type { ColumnDrift, DriftLevel, DriftReport } from "./drift.ts";
import type { DomainClassification } from "./domain-classifier.ts";

const words = {
  title: { en: "What has changed since the reference", "zh-CN": "与基准相比的变化" },
  column: { en: "Column", "zh-CN": "列" },
  psi: { en: "Stability index (PSI)", "zh-CN": "稳定性指数 (PSI)" },
  distance: { en: "Kolmogorov–Smirnov distance (p)", "zh-CN": "KS 距离（p 值）" },
  missing: { en: "Missing before → now", "zh-CN": "缺失率：基准 → 当前" },
} satisfies Record<string, BilingualText>;

const levels: Record<DriftLevel, BilingualText> = {
  none: { en: "little", "zh-CN": "很小" },
  moderate: { en: "moderate", "zh-CN": "中等" },
  large: { en: "large", "zh-CN": "较大" },
};

export function driftBundle({ columns, domain }: DriftReport): DisplayBundle {
  const heads = [words.column, words.psi, words.distance, words.missing];
  const table = bilingualTable(words.title, heads, columns.map(row));
  const note = domainText(domain);
  return {
    "text/html": `${table["text/html"] as string}<p>${bilingualHtml(note)}</p>`,
    "text/plain": `${table["text/plain"] as string}\n${bilingualPlain(note)}`,
  };
}

function row(facts: ColumnDrift): (BilingualText | string)[] {
  const { column, psi, level, ksStatistic, ksPValue, missingReference, missingCurrent } = facts;
  const index = psi.toFixed(3);
  return [
    column,
    { en: `${index}: ${levels[level].en}`, "zh-CN": `${index}：${levels[level]["zh-CN"]}` },
    ksStatistic === null ? "–" : `${ksStatistic.toFixed(3)} (${probability(ksPValue!)})`,
    `${percent(missingReference)} → ${percent(missingCurrent)}`,
  ];
}

function domainText(domain: DomainClassification): BilingualText {
  const { auc, lower, upper, pValue, referenceRows, currentRows } = domain;
  const figures = `AUC ${auc.toFixed(3)} (95 %: ${lower.toFixed(3)} … ${upper.toFixed(3)}), p ${probability(pValue)}`;
  return {
    en: `A classifier tells the ${referenceRows} old from the ${currentRows} new rows with ${figures} (0.5 is guessing).`,
    "zh-CN": `分类器区分 ${referenceRows} 行基准数据与 ${currentRows} 行当前数据：${figures}（0.5 为随机猜测）。`,
  };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const probability = (value: number) => (value < 0.0001 ? "< 0.0001" : value.toFixed(4));
