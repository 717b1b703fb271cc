import type { RocCurve } from "../learn/metrics/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { referenceStyle } from "./chart-style.ts";
import { curveColour, namedCurves, unitScale } from "./curve-layers.ts";
import { thinPoints } from "./thin-points.ts";

/**
 * ROC curves with the diagonal of guessing.
 * @param curves one curve of `ulm.learn.rocCurve`, or several by name: `{ logistic: a, forest: b }`
 */
export function rocCurve(curves: RocCurve | Readonly<Record<string, RocCurve>>, options: ChartOptions = {}): Chart {
  const named = namedCurves(curves, (value): value is RocCurve => "falsePositiveRate" in value).map(
    ([name, curve]) => [name === "" ? "" : `${name} (AUC ${curve.auc.toFixed(3)})`, curve] as const,
  );
  const values = named.flatMap(([name, curve]) =>
    thinPoints(curve.falsePositiveRate.length).map((order) => ({
      curve: name,
      order,
      falsePositiveRate: curve.falsePositiveRate[order],
      truePositiveRate: curve.truePositiveRate[order],
      // JSON knows no Infinity.
      threshold: Number.isFinite(curve.thresholds[order]) ? curve.thresholds[order] : null,
    })),
  );
  const areas = named.map(([name, curve]) => (name === "" ? `AUC ${curve.auc.toFixed(3)}` : name)).join(", ");
  const content = {
    layer: [
      {
        data: {
          values: [
            { falsePositiveRate: 0, truePositiveRate: 0 },
            { falsePositiveRate: 1, truePositiveRate: 1 },
          ],
        },
        mark: { type: "line", ...referenceStyle },
        encoding: {
          x: axis("falsePositiveRate", "False positive rate"),
          y: axis("truePositiveRate", "True positive rate"),
        },
      },
      {
        data: { values },
        mark: { type: "line", interpolate: "linear", tooltip: true },
        encoding: {
          x: axis("falsePositiveRate", "False positive rate"),
          y: axis("truePositiveRate", "True positive rate"),
          order: { field: "order", type: "quantitative" },
          color: curveColour(named.map(([name]) => name)),
          tooltip: [
            { field: "threshold", type: "quantitative", title: "Threshold", format: ".3f" },
            { field: "falsePositiveRate", type: "quantitative", title: "False positive rate", format: ".3f" },
            { field: "truePositiveRate", type: "quantitative", title: "True positive rate", format: ".3f" },
          ],
        },
      },
    ],
  };
  return buildChart(
    {
      content,
      title: "ROC curve",
      description: `ROC curve: true positive rate against false positive rate; ${areas}.`,
      ...(named.length === 1 ? { subtitle: areas } : {}),
      texts: { "zh-CN": chinese },
    },
    options,
  );
}

const chinese = {
  "ROC curve": "ROC 曲线",
  "False positive rate": "假阳性率",
  "True positive rate": "真阳性率",
  Threshold: "阈值",
};

function axis(field: string, title: string): object {
  return { field, type: "quantitative", title, scale: unitScale };
}
