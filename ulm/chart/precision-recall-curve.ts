import type { PrecisionRecallCurve } from "../learn/metrics/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { referenceStyle } from "./chart-style.ts";
import { curveColour, namedCurves, unitScale } from "./curve-layers.ts";
import { thinPoints } from "./thin-points.ts";

/**
 * Precision against recall, with the share of positives as the line of guessing.
 * @param curves one curve of `ulm.learn.precisionRecallCurve`, or several by name
 */
export function precisionRecallCurve(
  curves: PrecisionRecallCurve | Readonly<Record<string, PrecisionRecallCurve>>,
  options: ChartOptions = {},
): Chart {
  const named = namedCurves(curves, (value): value is PrecisionRecallCurve => "averagePrecision" in value).map(
    ([name, curve]) => [name === "" ? "" : `${name} (AP ${curve.averagePrecision.toFixed(3)})`, curve] as const,
  );
  const values = named.flatMap(([name, curve]) =>
    thinPoints(curve.recall.length).map((order) => ({
      curve: name,
      order,
      recall: curve.recall[order],
      precision: curve.precision[order],
      threshold: curve.thresholds[order] ?? null,
    })),
  );
  const summary = named
    .map(([name, curve]) => name || `average precision ${curve.averagePrecision.toFixed(3)}`)
    .join(", ");
  const content = {
    layer: [
      {
        data: { values: [{ prevalence: named[0]?.[1].prevalence }] },
        mark: { type: "rule", ...referenceStyle },
        encoding: { y: { field: "prevalence", type: "quantitative", scale: unitScale, title: "Precision" } },
      },
      {
        data: { values },
        // From recall 1 down to 0, precision holds until the next threshold.
        mark: { type: "line", interpolate: "step-after", tooltip: true },
        encoding: {
          x: { field: "recall", type: "quantitative", title: "Recall", scale: unitScale },
          y: { field: "precision", type: "quantitative", title: "Precision", scale: unitScale },
          order: { field: "order", type: "quantitative" },
          color: curveColour(named.map(([name]) => name)),
          tooltip: [
            { field: "threshold", type: "quantitative", title: "Threshold", format: ".3f" },
            { field: "recall", type: "quantitative", title: "Recall", format: ".3f" },
            { field: "precision", type: "quantitative", title: "Precision", format: ".3f" },
          ],
        },
      },
    ],
  };
  return buildChart(
    {
      content,
      title: "Precision and recall",
      description: `Precision against recall; ${summary}.`,
      ...(named.length === 1 ? { subtitle: `AP ${named[0]![1].averagePrecision.toFixed(3)}` } : {}),
      texts: { "zh-CN": chinese },
    },
    options,
  );
}

const chinese = {
  "Precision and recall": "精确率与召回率",
  Precision: "精确率",
  Recall: "召回率",
  Threshold: "阈值",
};
