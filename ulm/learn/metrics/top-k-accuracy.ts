import { ParameterError } from "../../data/index.ts";
import type { Label, Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { classColumns } from "./class-columns.ts";
import { scoreMatrix } from "./score-matrix.ts";
import type { Scores } from "./score-matrix.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * The share of rows whose true class is among the k that score highest: of the next product to offer, say, when three can be shown. Scikit-learn's
 * `top_k_accuracy_score`; of classes that score alike the later column goes first, as there.
 * @param yTrue the class of each row
 * @param scores rows × classes, as `predictProba` gives
 * @param options.k default 2
 * @param options.labels the classes of the columns. Default: their names where these are those of classes, else the classes of yTrue, ascending
 * @throws ParameterError for scores that do not fit the rows and classes, and for another k
 */
export function topKAccuracyScore(
  yTrue: Labels,
  scores: Scores,
  options: { k?: number; labels?: readonly Label[] | undefined } & WeightOptions = {},
): number {
  const { k = 2 } = options;
  if (!(Number.isInteger(k) && k >= 1)) throw new ParameterError(`k must be a whole number from 1, not ${k}.`);
  const matrix = scoreMatrix(scores);
  if (matrix === undefined || matrix.columns < 2) {
    throw new ParameterError("topKAccuracyScore needs a column of scores for each class, as predictProba gives.");
  }
  const { classes, codes, column } = classColumns(yTrue, matrix, options.labels);
  const columns = classes.map((_, index) => column(index));
  const isAmong = Array.from(codes, (own, row) => {
    const score = columns[own]![row]!;
    const before = columns.filter((values, other) => values[row]! > score || (values[row] === score && other > own));
    return Number(before.length < k);
  });
  return weighedMean(isAmong, checkWeights(options.sampleWeight, codes.length));
}
