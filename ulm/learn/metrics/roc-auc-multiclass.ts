import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkMulticlass, weightedMean } from "./multiclass-scores.ts";
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

/** @param areaUnder the area for two classes: who is positive, and scores */
export function multiclassRocAuc(
  yTrue: Labels,
  scores: MatrixLike,
  options: MulticlassAucOptions,
  areaUnder: (isPositive: boolean[], scores: Float64Array) => number,
): number {
  const checked = checkMulticlass(yTrue, scores, options.labels);
  const one = options.multiClass === "ovo" ? oneVersusOne(checked, areaUnder) : oneVersusRest(checked, areaUnder);
  return weightedMean(one.areas, options.average === "weighted" ? one.weights : undefined);
}

type Area = (isPositive: boolean[], scores: Float64Array) => number;

function oneVersusRest({ truth, classes, column }: MulticlassScores, areaUnder: Area) {
  const areas = classes.map((label, index) =>
    areaUnder(
      truth.map((other) => other === label),
      column(index),
    ),
  );
  return { areas, weights: classes.map((label) => truth.filter((other) => other === label).length) };
}

function oneVersusOne({ truth, classes, column }: MulticlassScores, areaUnder: Area) {
  const columns = classes.map((_, index) => column(index));
  const areas: number[] = [];
  const weights: number[] = [];
  classes.forEach((a, i) =>
    classes.slice(i + 1).forEach((b, offset) => {
      const rows = [...truth.keys()].filter((row) => truth[row] === a || truth[row] === b);
      const pair = (positive: Label, index: number) =>
        areaUnder(
          rows.map((row) => truth[row] === positive),
          Float64Array.from(rows, (row) => columns[index]![row]!),
        );
      areas.push((pair(a, i) + pair(b, i + 1 + offset)) / 2);
      weights.push(rows.length);
    }),
  );
  return { areas, weights };
}
