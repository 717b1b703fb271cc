import type { ConfusionMatrix } from "../learn/metrics/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

/** A heat map of a confusion matrix: counts, and colour by share of the true class. */
export function confusionMatrix(matrix: ConfusionMatrix, options: ChartOptions = {}): Chart {
  const labels = matrix.labels.map(String);
  const values = labels.flatMap((truth, row) =>
    labels.map((predicted, column) => ({
      truth,
      predicted,
      count: matrix.counts[row]![column]!,
      share: matrix.counts[row]![column]! / Math.max(1, matrix.trueCount(row)),
    })),
  );
  const side = Math.max(220, Math.min(480, labels.length * 90));
  const content = {
    data: { values },
    width: options.width ?? side,
    height: options.height ?? side,
    encoding: {
      x: {
        field: "predicted",
        type: "ordinal",
        title: "Predicted",
        sort: labels,
        axis: { labelAngle: 0, orient: "top" },
      },
      y: { field: "truth", type: "ordinal", title: "True", sort: labels },
    },
    layer: [
      {
        mark: { type: "rect", tooltip: true },
        encoding: {
          color: {
            field: "share",
            type: "quantitative",
            title: "Share of true class",
            scale: { domain: [0, 1], range: ["#EAF3FA", "#0B4F7D"] },
            legend: { format: ".0%" },
          },
          tooltip: [
            { field: "truth", type: "ordinal", title: "True" },
            { field: "predicted", type: "ordinal", title: "Predicted" },
            { field: "count", type: "quantitative", title: "Count", format: ",d" },
            { field: "share", type: "quantitative", title: "Share of true class", format: ".1%" },
          ],
        },
      },
      {
        mark: { type: "text", fontSize: 15 },
        encoding: {
          text: { field: "count", type: "quantitative", format: ",d" },
          // The text stands on a cell, not on the page: its colour goes with the cell's.
          color: { condition: { test: "datum.share > 0.5", value: "#FFFFFF" }, value: "#12212E" },
        },
      },
    ],
  };
  const counts = values.map(({ truth, predicted, count }) => `${truth} predicted ${predicted}: ${count}`).join("; ");
  return buildChart(
    { content, title: "Confusion matrix", description: `Confusion matrix. ${counts}.`, texts: { "zh-CN": chinese } },
    options,
  );
}

const chinese = {
  "Confusion matrix": "混淆矩阵",
  Predicted: "预测",
  True: "实际",
  Count: "数量",
  "Share of true class": "占实际类别比例",
};
