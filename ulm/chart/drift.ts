import type { DriftReport } from "../trust/drift/drift.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";

/** The stability index of each column as a bar, with the limits from which change counts as moderate and as large. */
export function drift(report: DriftReport, options: ChartOptions = {}): Chart {
  const values = report.columns.map(({ column, psi }) => ({ column, psi }));
  const x = { type: "quantitative", title: "Stability index (PSI)" };
  const content = {
    height: options.height ?? { step: 22 },
    layer: [
      {
        data: { values },
        mark: { type: "bar", color: palette[0], tooltip: true },
        encoding: {
          x: { field: "psi", ...x },
          y: { field: "column", type: "nominal", title: null, sort: values.map(({ column }) => column) },
        },
      },
      {
        data: { values: [{ limit: 0.1 }, { limit: 0.25 }] },
        mark: { type: "rule", ...referenceStyle },
        encoding: { x: { field: "limit", ...x } },
      },
    ],
  };
  const description = `Population stability index of ${values.length} columns; 0.1 is moderate change, 0.25 large.`;
  return buildChart({ content, title: "Change by column", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = { "Change by column": "各列的变化", "Stability index (PSI)": "稳定性指数 (PSI)" };
