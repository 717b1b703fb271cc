import { drift as drawDrift } from "../../chart/drift.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { bilingualHtml, bilingualPlain } from "../../data/bilingual-html.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import type { ColumnDrift, DriftLevel, DriftReport } from "./drift.ts";

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

/** The stability of each column as a chart with what the classifier found; as figures, distances and missing values as well. */
export function driftBundle(report: DriftReport): DisplayBundle {
  const { columns, domain } = report;
  const heads = [words.column, words.psi, words.distance, words.missing];
  const table = bilingualTable(words.title, heads, columns.map(row));
  const note = domain.describe();
  return withChart(drawDrift(report), {
    "text/html": `${table["text/html"] as string}<p>${bilingualHtml(note)}</p>`,
    "text/plain": `${table["text/plain"] as string}\n${bilingualPlain(note)}`,
  });
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

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const probability = (value: number) => (value < 0.0001 ? "< 0.0001" : value.toFixed(4));
