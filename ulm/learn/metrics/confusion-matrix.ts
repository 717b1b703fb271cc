import { confusionMatrix as drawMatrix } from "../../chart/confusion-matrix.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualHtml, display, escapeHtml, ParameterError, uniqueLabels } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkLabels } from "./checked-labels.ts";
import { formatCount } from "./format-count.ts";

const corner = { en: "true \\ predicted", "zh-CN": "真实 \\ 预测" };

/** How many rows of each true class were predicted as each class, or how much they weigh together. */
export class ConfusionMatrix {
  /** The classes, in the order of lines and columns. */
  readonly labels: readonly Label[];
  /** counts[i][j]: rows of class labels[i] predicted as labels[j]. */
  readonly counts: readonly (readonly number[])[];

  constructor(labels: readonly Label[], counts: readonly (readonly number[])[]) {
    this.labels = labels;
    this.counts = counts;
  }

  /** How many rows of a class there are. */
  trueCount(index: number): number {
    return this.counts[index]!.reduce((sum, count) => sum + count, 0);
  }

  /** How many rows were predicted to be of a class. */
  predictedCount(index: number): number {
    return this.counts.reduce((sum, row) => sum + row[index]!, 0);
  }

  toString(): string {
    const cells = [
      ["", ...this.labels.map(String)],
      ...this.labels.map((label, row) => [String(label), ...this.counts[row]!.map(formatCount)]),
    ];
    const width = cells.flat().reduce((most, { length }) => Math.max(most, length), 0);
    const lines = cells.map((line) => line.map((cell) => cell.padStart(width)).join("  "));
    return ["Rows: true class, columns: predicted class", ...lines].join("\n");
  }

  [display](): DisplayBundle {
    const head = this.labels.map((label) => `<th scope="col">${escapeHtml(String(label))}</th>`).join("");
    const rows = this.labels.map((label, row) => {
      const cells = this.counts[row]!.map((count) => `<td style="text-align:right">${count.toLocaleString("en")}</td>`);
      return `<tr><th scope="row">${escapeHtml(String(label))}</th>${cells.join("")}</tr>`;
    });
    const html =
      `<table class="ulm-table"><thead><tr><th>${bilingualHtml(corner)}</th>${head}</tr></thead>` +
      `<tbody>${rows.join("")}</tbody></table>`;
    return withChart(drawMatrix(this), { "text/html": html, "text/plain": this.toString() });
  }
}

/**
 * Counts true against predicted classes, scikit-learn's `confusion_matrix`.
 * @param yTrue the class of each row
 * @param yPredicted what a model predicts, as many
 * @param options.labels the classes and their order; rows of others are left out. Default: all that occur, ascending
 * @throws ParameterError for labels of different kinds or number, or none that occurs in yTrue
 */
export function confusionMatrix(
  yTrue: Labels,
  yPredicted: Labels,
  options: { labels?: readonly Label[] } & WeightOptions = {},
): ConfusionMatrix {
  const { truth, predicted } = checkLabels(yTrue, yPredicted);
  const weights = checkWeights(options.sampleWeight, truth.length);
  const labels = options.labels ?? uniqueLabels([...truth, ...predicted]);
  const index = new Map(labels.map((label, position) => [label, position]));
  if (!truth.some((label) => index.has(label))) throw new ParameterError("None of the labels occurs in yTrue.");
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  truth.forEach((label, row) => {
    const [i, j] = [index.get(label), index.get(predicted[row]!)];
    if (i !== undefined && j !== undefined) counts[i]![j]! += weights?.[row] ?? 1;
  });
  return new ConfusionMatrix(labels, counts);
}
