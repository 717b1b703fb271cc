/** How a tree measures how mixed rows are. */
export type CriterionName = "gini" | "entropy" | "squaredError";

/**
 * A measure of impurity, in the form in which split search needs it. Rows are summed up in `width` numbers that can be added. Rows
 * of total weight w have the impurity constant − purity / w, so that the best split is the one whose sides have most purity.
 */
export interface Criterion {
  readonly name: CriterionName;
  readonly width: number;
  /** Adds a row to the summary that begins at `offset`. */
  add(summaries: Float64Array, offset: number, target: number, weight: number): void;
  purity(summary: Float64Array): number;
}

export function createCriterion(name: CriterionName, classCount: number): Criterion {
  if (name === "squaredError") return new SquaredError();
  return name === "gini" ? new Gini(classCount) : new Entropy(classCount);
}

/** Criteria of classification sum rows up as the weight of each class. */
abstract class ClassCriterion implements Criterion {
  abstract readonly name: CriterionName;
  readonly width: number;

  constructor(classCount: number) {
    this.width = classCount;
  }

  add(summaries: Float64Array, offset: number, target: number, weight: number): void {
    summaries[offset + target]! += weight;
  }

  abstract purity(summary: Float64Array): number;
}

/** Σ wₖ² / w: the Gini impurity is 1 − purity / w. */
class Gini extends ClassCriterion {
  readonly name = "gini";

  purity(summary: Float64Array): number {
    let total = 0;
    let squares = 0;
    for (let index = 0; index < summary.length; index++) {
      const weight = summary[index]!;
      total += weight;
      squares += weight * weight;
    }
    return squares / total;
  }
}

/** Σ wₖ log₂ wₖ − w log₂ w: Shannon's entropy is −purity / w bits. */
class Entropy extends ClassCriterion {
  readonly name = "entropy";

  purity(summary: Float64Array): number {
    let total = 0;
    let sum = 0;
    for (let index = 0; index < summary.length; index++) {
      const weight = summary[index]!;
      total += weight;
      if (weight > 0) sum += weight * Math.log2(weight);
    }
    return sum - total * Math.log2(total);
  }
}

/** (Σ w y)² / Σ w: the variance is the mean of y² − purity / w. */
class SquaredError implements Criterion {
  readonly name = "squaredError";
  readonly width = 2;

  add(summaries: Float64Array, offset: number, target: number, weight: number): void {
    summaries[offset]! += weight;
    summaries[offset + 1]! += weight * target;
  }

  purity(summary: Float64Array): number {
    return (summary[1]! * summary[1]!) / summary[0]!;
  }
}
