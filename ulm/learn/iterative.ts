import type { BilingualText } from "../data/index.ts";
import { counting, list, logical, record, textual } from "../data/state-shape.ts";

/**
 * What every estimator tells whose result is approached step by step, and that has a `maxIter`: `LogisticRegression`, `PoissonRegressor`,
 * `LinearSVC`, `SVC`, `SVR`, `KMeans`, `KMedians` and networks. One that has not come to an end warns when it is fitted, and keeps the
 * warning. Boosting is none of these: there `maxIter` is how many trees are wanted.
 */
export interface Iterative {
  /** Steps, rounds or epochs that the solver took; where several solvers ran (for classes, or pairs of them), those of the longest. */
  readonly nIter: number;
  /** Whether every solver came to an end by itself, and not by `maxIter`. */
  readonly converged: boolean;
  /** What was wrong with the fit; empty when all went well. */
  readonly warnings: readonly BilingualText[];
}

const scaling: BilingualText = {
  en: "or scale the features (StandardScaler)",
  "zh-CN": "或对特征做标准化（StandardScaler）",
};

/**
 * What to tell of a fit that has not come to an end.
 * @param orElse what helps beside a greater `maxIter`: "or …". Default scaling
 */
export function notConverged(nIter: number, orElse: BilingualText = scaling): BilingualText {
  return {
    en: `it has not converged after ${nIter} iterations. Raise maxIter, ${orElse.en}.`,
    "zh-CN": `${nIter} 次迭代后仍未收敛。请增大 maxIter，${orElse["zh-CN"]}。`,
  };
}

/** The outcome of several solvers, as that of one. */
export function allConverged(
  solvers: readonly Pick<Iterative, "nIter" | "converged">[],
): Pick<Iterative, "nIter" | "converged"> {
  return {
    nIter: Math.max(...solvers.map(({ nIter }) => nIter)),
    converged: solvers.every(({ converged }) => converged),
  };
}

const warningList = list(record({ en: textual, "zh-CN": textual }));

/** What the state of one says of this, as `record` wants it. */
export const progressShapes = { nIter: counting, converged: logical, warnings: warningList };
