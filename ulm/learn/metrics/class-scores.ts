import type { Label } from "../../data/index.ts";
import { classMean } from "./class-mean.ts";
import type { ConfusionMatrix } from "./confusion-matrix.ts";
import { warnOfZeroDivision, zeroDivisionValue } from "./zero-division.ts";
import type { ZeroDivisionOptions } from "./zero-division.ts";

/** Precision, recall, their harmonic mean, and the number (or weight) of true rows. */
export interface ClassScores {
  /** The share of rows predicted to be of the class that are, 0 to 1. */
  precision: number;
  /** The share of rows of the class that are predicted to be, 0 to 1. */
  recall: number;
  /** The harmonic mean of both. */
  f1: number;
  /** Rows of the class, or what they weigh. */
  support: number;
}

/** The ratios that have names of their own. */
export type ScoreName = "precision" | "recall" | "f1";

/** Of one class, or of several together: rows rightly predicted, predicted at all, and true. */
export interface ClassCounts {
  readonly label?: Label;
  readonly hits: number;
  readonly predicted: number;
  readonly support: number;
}

/** The counts of each class of a confusion matrix. */
export function countsByClass(matrix: ConfusionMatrix): ClassCounts[] {
  return matrix.labels.map((label) => countsOf(matrix, label));
}

/** The counts of one class, which need not occur. */
export function countsOf(matrix: ConfusionMatrix, label: Label): ClassCounts {
  const index = matrix.labels.indexOf(label);
  if (index < 0) return { label, hits: 0, predicted: 0, support: 0 };
  const hits = matrix.counts[index]![index]!;
  return { label, hits, predicted: matrix.predictedCount(index), support: matrix.trueCount(index) };
}

/** (1 + β²) TP / (β² (TP + FN) + TP + FP), which is precision for β = 0 and recall for β = ∞. */
export function ratioOf({ hits, predicted, support }: ClassCounts, beta: number, ifNone: number): number {
  const [part, whole] = beta === Infinity ? [hits, support] : [(1 + beta ** 2) * hits, beta ** 2 * support + predicted];
  return whole === 0 ? ifNone : part / whole;
}

/** All scores of a class. @param ifNone what a ratio without cases is worth */
export function classScores(counts: ClassCounts, ifNone: number): ClassScores {
  return {
    precision: ratioOf(counts, 0, ifNone),
    recall: ratioOf(counts, Infinity, ifNone),
    f1: ratioOf(counts, 1, ifNone),
    support: counts.support,
  };
}

/** One figure out of those of several classes. */
export type ClassAverage = "macro" | "weighted" | "micro";

/** One ratio averaged over classes; NaN is left out. */
export function averageRatio(counts: readonly ClassCounts[], average: ClassAverage, beta: number, ifNone: number) {
  if (average === "micro") return ratioOf(allTogether(counts), beta, ifNone);
  const weights = average === "macro" ? undefined : counts.map(({ support }) => support);
  return classMean(
    counts.map((ofClass) => ratioOf(ofClass, beta, ifNone)),
    weights,
  );
}

/** The averaged scores of all classes. */
export function averageScores(counts: readonly ClassCounts[], average: ClassAverage, ifNone: number): ClassScores {
  const mean = (beta: number) => averageRatio(counts, average, beta, ifNone);
  return { precision: mean(0), recall: mean(Infinity), f1: mean(1), support: allTogether(counts).support };
}

/**
 * What ratios without cases are worth, with a warning that names the classes when it was not said.
 * @param names the ratios that are asked for
 */
export function checkRatios(
  counts: readonly ClassCounts[],
  names: readonly ScoreName[],
  options: ZeroDivisionOptions,
): number {
  const value = zeroDivisionValue(options);
  for (const name of names) {
    const { ratio, why, lacks } = withoutCases[name];
    const classes = counts.filter(lacks).flatMap(({ label }) => (label === undefined ? [] : [label]));
    warnOfZeroDivision(ratio, why, classes, options);
  }
  return value;
}

const withoutCases = {
  precision: {
    ratio: { en: "precision", "zh-CN": "精确率" },
    why: { en: "no row is predicted to be of it", "zh-CN": "没有行被预测为该类" },
    lacks: ({ predicted }: ClassCounts) => predicted === 0,
  },
  recall: {
    ratio: { en: "recall", "zh-CN": "召回率" },
    why: { en: "no row is of it", "zh-CN": "没有行属于该类" },
    lacks: ({ support }: ClassCounts) => support === 0,
  },
  f1: {
    ratio: { en: "F score", "zh-CN": "F 分数" },
    why: { en: "no row is of it or predicted to be", "zh-CN": "没有行属于该类，也没有行被预测为该类" },
    lacks: ({ predicted, support }: ClassCounts) => predicted + support === 0,
  },
};

function allTogether(counts: readonly ClassCounts[]): ClassCounts {
  const sum = (key: "hits" | "predicted" | "support") => counts.reduce((total, ofClass) => total + ofClass[key], 0);
  return { hits: sum("hits"), predicted: sum("predicted"), support: sum("support") };
}
