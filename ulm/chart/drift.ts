import type { ColumnDrift, DriftLevel, DriftReport } from "../trust/drift/drift.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";
import { shortNames } from "./short-names.ts";

/** From here on a change counts as large. */
const largeChange = 0.25;

/** The stability index of each column as a bar with its Kolmogorov–Smirnov distance, and the limits from which change counts as moderate and as large. */
export function drift(report: DriftReport, options: ChartOptions = {}): Chart {
  const names = shortNames(report.columns.map(({ column }) => column));
  const values = report.columns.map((facts, index) => ({
    ...barOf(facts),
    column: names[index]!,
    // Beside the bar, and never on the lines.
    ...{ detail: detailOf(facts), detailAt: Math.max(facts.psi, largeChange) },
  }));
  // Room for the figures beside the longest bar.
  const most = 1.5 * Math.max(0.3, ...values.map(({ psi }) => psi));
  const x = { type: "quantitative", title: "Stability index (PSI)", scale: { domain: [0, most], nice: false } };
  const y = { field: "column", type: "nominal", title: null, sort: values.map(({ column }) => column) };
  const levels = Object.values(levelNames);
  const content = {
    height: options.height ?? { step: 24 },
    layer: [
      {
        data: { values: [{ limit: 0.1 }, { limit: largeChange }] },
        mark: { type: "rule", ...referenceStyle },
        encoding: { x: { field: "limit", ...x } },
      },
      {
        data: { values },
        mark: { type: "bar" },
        encoding: {
          x: { field: "psi", ...x },
          y: { ...y, axis: { labelLimit: 240 } },
          color: {
            ...{ field: "level", type: "nominal", title: "Change", legend: { symbolStrokeWidth: 0 } },
            scale: { domain: levels, range: [palette[0], palette[4], palette[1]] },
          },
          tooltip: [
            { field: "column", type: "nominal", title: "Column" },
            { field: "psi", type: "quantitative", title: "Stability index (PSI)", format: ".3f" },
            { field: "ks", type: "quantitative", title: "Kolmogorov–Smirnov distance", format: ".3f" },
            { field: "missing", type: "nominal", title: "Missing before → now" },
          ],
        },
      },
      {
        data: { values },
        mark: { type: "text", align: "left", dx: 5, fontSize: 11, color: "#888888" },
        encoding: { x: { field: "detailAt", ...x }, y, text: { field: "detail", type: "nominal" } },
      },
    ],
  };
  const { auc, lower, upper } = report.domain;
  const told = `AUC ${auc.toFixed(3)} (95 %: ${lower.toFixed(3)} … ${upper.toFixed(3)})`;
  const subtitle = { en: `A classifier tells old rows from new with ${told}`, "zh-CN": `分类器区分新旧数据：${told}` };
  const reading = {
    en: `Dashed lines: change is moderate from 0.1 on, large from ${largeChange} on; KS: largest distance of the distributions`,
    "zh-CN": `虚线：0.1 起为中等变化，${largeChange} 起为较大变化；KS 为两分布的最大距离`,
  };
  const description = `Population stability index of ${values.length} columns; 0.1 is moderate change, 0.25 large. ${subtitle.en}.`;
  return buildChart(
    { content, title: "Change by column", subtitle, reading, description, texts: { "zh-CN": chinese } },
    options,
  );
}

const levelNames: Record<DriftLevel, string> = { none: "Little", moderate: "Moderate", large: "Large" };

function barOf({ column, psi, level, ksStatistic, missingReference, missingCurrent }: ColumnDrift) {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const missing = `${percent(missingReference)} → ${percent(missingCurrent)}`;
  return { column, psi, level: levelNames[level], ks: ksStatistic, missing };
}

function detailOf({ psi, ksStatistic }: ColumnDrift): string {
  return ksStatistic === null ? psi.toFixed(3) : `${psi.toFixed(3)} · KS ${ksStatistic.toFixed(3)}`;
}

const chinese = {
  "Change by column": "各列的变化",
  "Stability index (PSI)": "稳定性指数 (PSI)",
  "Kolmogorov–Smirnov distance": "KS 距离",
  "Missing before → now": "缺失率：基准 → 当前",
  Column: "列",
  Change: "变化",
  Little: "很小",
  Moderate: "中等",
  Large: "较大",
};
