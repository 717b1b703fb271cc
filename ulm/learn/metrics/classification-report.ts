import { bilingualHtml, display, escapeHtml } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { averageScores, checkRatios, classScores, countsByClass } from "./class-scores.ts";
import type { ClassScores } from "./class-scores.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import type { ConfusionMatrix } from "./confusion-matrix.ts";
import { formatCount } from "./format-count.ts";
import { formatFixed } from "./format-fixed.ts";
import type { ZeroDivisionOptions } from "./zero-division.ts";

/** Precision, recall and F1 of each class and on average. As text it is laid out as scikit-learn prints it. */
export class ClassificationReport {
  /** The scores of each class, ascending. */
  readonly classes: readonly ({ readonly label: Label } & ClassScores)[];
  /** The share of rows that are predicted rightly. */
  readonly accuracy: number;
  /** The mean over the classes, each counting the same. */
  readonly macroAverage: ClassScores;
  /** The mean over the classes, each counting by its rows. */
  readonly weightedAverage: ClassScores;
  private readonly digits: number;

  /** @param options.digits decimals shown. Default 2 */
  constructor(matrix: ConfusionMatrix, options: { digits?: number } & ZeroDivisionOptions = {}) {
    const counts = countsByClass(matrix);
    const ifNone = checkRatios(counts, ["precision", "recall", "f1"], options);
    this.classes = matrix.labels.map((label, index) => ({ label, ...classScores(counts[index]!, ifNone) }));
    this.accuracy = averageScores(counts, "micro", ifNone).f1;
    this.macroAverage = averageScores(counts, "macro", ifNone);
    this.weightedAverage = averageScores(counts, "weighted", ifNone);
    this.digits = options.digits ?? 2;
  }

  toString(): string {
    const averages: [string, ClassScores][] = [
      ["macro avg", this.macroAverage],
      ["weighted avg", this.weightedAverage],
    ];
    const width = Math.max(
      "weighted avg".length,
      this.digits,
      ...this.classes.map(({ label }) => String(label).length),
    );
    const line = (name: string, cells: readonly string[]) =>
      `${name.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join("")}\n`;
    const scoreLine = (name: string, scores: ClassScores) => line(name, this.cells(scores));
    return [
      line("", ["precision", "recall", "f1-score", "support"]),
      "\n",
      ...this.classes.map((scores) => scoreLine(String(scores.label), scores)),
      "\n",
      line("accuracy", ["", "", formatFixed(this.accuracy, this.digits), formatCount(this.macroAverage.support)]),
      ...averages.map(([name, scores]) => scoreLine(name, scores)),
    ].join("");
  }

  [display](): DisplayBundle {
    const row = (name: string | BilingualText, cells: readonly string[]) =>
      `<tr><th scope="row" style="text-align:left">${typeof name === "string" ? escapeHtml(name) : bilingualHtml(name)}</th>` +
      `${cells.map((cell) => `<td style="text-align:right">${cell}</td>`).join("")}</tr>`;
    const heads = [words.precision, words.recall, words.f1, words.support].map(
      (name) => `<th style="text-align:right">${bilingualHtml(name)}</th>`,
    );
    const rows = [
      ...this.classes.map((scores) => row(String(scores.label), this.cells(scores))),
      row(words.accuracy, ["", "", formatFixed(this.accuracy, this.digits), formatCount(this.macroAverage.support)]),
      row(words.macro, this.cells(this.macroAverage)),
      row(words.weighted, this.cells(this.weightedAverage)),
    ];
    const html =
      `<table class="ulm-table"><thead><tr><th></th>${heads.join("")}</tr></thead>` +
      `<tbody>${rows.join("")}</tbody></table>`;
    return { "text/html": html, "text/plain": this.toString() };
  }

  private cells({ precision, recall, f1, support }: ClassScores): string[] {
    return [...[precision, recall, f1].map((score) => formatFixed(score, this.digits)), formatCount(support)];
  }
}

const words = {
  precision: { en: "precision", "zh-CN": "精确率" },
  recall: { en: "recall", "zh-CN": "召回率" },
  f1: { en: "F1", "zh-CN": "F1" },
  support: { en: "support", "zh-CN": "样本数" },
  accuracy: { en: "accuracy", "zh-CN": "准确率" },
  macro: { en: "macro average", "zh-CN": "宏平均" },
  weighted: { en: "weighted average", "zh-CN": "加权平均" },
} satisfies Record<string, BilingualText>;

/**
 * Precision, recall, F1 and support of each class and on average, scikit-learn's `classification_report`.
 * @param yTrue the class of each row
 * @param yPredicted what a model predicts, as many
 * @param options.digits decimals shown. Default 2
 * @throws ParameterError for labels of different kinds or number
 */
export function classificationReport(
  yTrue: Labels,
  yPredicted: Labels,
  options: { digits?: number } & WeightOptions & ZeroDivisionOptions = {},
): ClassificationReport {
  const { sampleWeight } = options;
  return new ClassificationReport(confusionMatrix(yTrue, yPredicted, { sampleWeight }), options);
}
