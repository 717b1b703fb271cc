import { ParameterError } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import type { ScoredRows } from "./checked-labels.ts";
import { checkMulticlass, weightedMean, weightOf } from "./multiclass-scores.ts";
import type { MulticlassScores } from "./multiclass-scores.ts";

export interface MulticlassAucOptions {
  /**
   * "ovr" tells each class from all others, "ovo" each from each (Hand & Till 2001, https://doi.org/10.1023/A:1010920819831), which
   * the shares of classes do not touch. Default "ovr".
   */
  multiClass?: "ovr" | "ovo";
  /** "macro" counts classes alike, "weighted" by their rows. Default "macro". */
  average?: "macro" | "weighted";
  /** The classes of the columns. Default: those of yTrue, ascending. */
  labels?: readonly Label[];
}

/** @param areaUnder the area for two classes */
export function multiclassRocAuc(
  yTrue: Labels,
  scores: MatrixLike,
  options: MulticlassAucOptions & WeightOptions,
  areaUnder: Area,
): number {
  const checked = checkMulticlass(yTrue, scores, options.labels);
  const weights = checkWeights(options.sampleWeight, checked.truth.length);
  if (options.multiClass === "ovo" && weights !== undefined) {
    throw new ParameterError('sampleWeight goes with multiClass: "ovr" only: "ovo" does not depend on shares of rows.');
  }
  const one =
    options.multiClass === "ovo" ? oneVersusOne(checked, areaUnder) : oneVersusRest(checked, weights, areaUnder);
  return weightedMean(one.areas, options.average === "weighted" ? one.weights : undefined);
}

type Area = (rows: Omit<ScoredRows, "positive">) => number;

function oneVersusRest(
  { truth, classes, column }: MulticlassScores,
  weights: Float64Array | undefined,
  areaUnder: Area,
) {
  const isOf = classes.map((label) => truth.map((other) => other === label));
  return {
    areas: isOf.map((isPositive, index) => areaUnder({ isPositive, values: column(index), weights })),
    weights: isOf.map((isPositive) => weightOf(isPositive, weights)),
  };
}

function oneVersusOne({ truth, classes, column }: MulticlassScores, areaUnder: Area) {
  const columns = classes.map((_, index) => column(index));
  const areas: number[] = [];
  const weights: number[] = [];
  classes.forEach((a, i) =>
    classes.slice(i + 1).forEach((b, offset) => {
      const rows = [...truth.keys()].filter((row) => truth[row] === a || truth[row] === b);
      const pair = (positive: Label, index: number) =>
        areaUnder({
          isPositive: rows.map((row) => truth[row] === positive),
          values: Float64Array.from(rows, (row) => columns[index]![row]!),
          weights: undefined,
        });
      areas.push((pair(a, i) + pair(b, i + 1 + offset)) / 2);
      weights.push(rows.length);
    }),
  );
  return { areas, weights };
}
