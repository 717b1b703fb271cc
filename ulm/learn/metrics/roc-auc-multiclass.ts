import { ParameterError } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { classColumns } from "./class-columns.ts";
import type { ClassColumns } from "./class-columns.ts";
import { classMean, weightOf } from "./class-mean.ts";
import type { ScoredRows } from "./checked-labels.ts";
import { UndefinedMetricError } from "./undefined-metric-error.ts";

/** How the areas of several classes become one. */
export interface MulticlassAucOptions {
  /**
   * "ovr" tells each class from all others, "ovo" each from each (Hand & Till 2001, https://doi.org/10.1023/A:1010920819831), which
   * the shares of classes do not touch. Default "ovr".
   */
  multiClass?: "ovr" | "ovo";
  /** "macro" counts classes alike, "weighted" by their rows. Default "macro". */
  average?: "macro" | "weighted";
  /** The classes of the columns. Default: their names where these are those of classes (`predictProba`), else the classes of yTrue, ascending. */
  labels?: readonly Label[];
}

/** @param areaUnder the area for two classes. @throws UndefinedMetricError for a class without rows, of "ovo" unless two have some */
export function multiclassRocAuc(
  yTrue: Labels,
  scores: MatrixLike,
  options: MulticlassAucOptions & WeightOptions,
  areaUnder: Area,
): number {
  const checked = classColumns(yTrue, scores, options.labels);
  const weights = checkWeights(options.sampleWeight, checked.truth.length);
  if (options.multiClass === "ovo" && weights !== undefined) {
    throw new ParameterError('sampleWeight goes with multiClass: "ovr" only: "ovo" does not depend on shares of rows.');
  }
  const one =
    options.multiClass === "ovo" ? oneVersusOne(checked, areaUnder) : oneVersusRest(checked, weights, areaUnder);
  return classMean(one.areas, options.average === "weighted" ? one.weights : undefined);
}

type Area = (rows: Omit<ScoredRows, "positive">) => number;

function oneVersusRest({ classes, codes, column }: ClassColumns, weights: Float64Array | undefined, areaUnder: Area) {
  const isOf = classes.map((label, own) => {
    const isPositive = Array.from(codes, (code) => code === own);
    if (weightOf(isPositive, weights) > 0) return isPositive;
    throw new UndefinedMetricError(
      `yTrue has no row of class ${JSON.stringify(label)}: it cannot be told from the others. Leave it out with its column.`,
    );
  });
  return {
    areas: isOf.map((isPositive, index) => areaUnder({ isPositive, values: column(index), weights })),
    weights: isOf.map((isPositive) => weightOf(isPositive, weights)),
  };
}

/** Pairs of the classes that occur. */
function oneVersusOne({ classes, codes, column }: ClassColumns, areaUnder: Area) {
  const columns = classes.map((_, index) => column(index));
  const members = classes.map((_, own) => [...codes.keys()].filter((row) => codes[row] === own));
  const occurring = [...classes.keys()].filter((own) => members[own]!.length > 0);
  if (occurring.length < 2) {
    throw new UndefinedMetricError(`All rows of yTrue are of class ${JSON.stringify(classes[occurring[0]!])}.`);
  }
  const areas: number[] = [];
  const weights: number[] = [];
  occurring.forEach((a, place) =>
    occurring.slice(place + 1).forEach((b) => {
      const rows = [...members[a]!, ...members[b]!];
      const pair = (positive: number) =>
        areaUnder({
          isPositive: rows.map((row) => codes[row] === positive),
          values: Float64Array.from(rows, (row) => columns[positive]![row]!),
          weights: undefined,
        });
      areas.push((pair(a) + pair(b)) / 2);
      weights.push(rows.length);
    }),
  );
  return { areas, weights };
}
