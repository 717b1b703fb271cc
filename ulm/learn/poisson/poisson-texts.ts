import type { BilingualText } from "../../data/index.ts";
import { weightedInference } from "../inference-error.ts";
import { notConverged } from "../iterative.ts";
import type { PoissonSolution } from "./fit-poisson.ts";

const texts = {
  penalised: {
    en: "A penalised fit has no standard errors: the penalty biases coefficients. Fit with alpha: 0 to have them.",
    "zh-CN": "带惩罚项的拟合没有标准误：惩罚使系数有偏。如需标准误，请用 alpha: 0 拟合。",
  },
  flat: {
    en:
      "some combination of features goes with counts of 0 only, so its coefficient falls without bound and means nothing. " +
      "Use alpha greater than 0, or drop or merge rare categories.",
    "zh-CN":
      "某种特征组合的计数全为 0，因此它的系数会无限减小，没有意义。请使用大于 0 的 alpha，或删去、合并罕见取值。",
  },
} satisfies Record<string, BilingualText>;

/** What is wrong with a fit. */
export function describePoissonProblems({ isFlat, converged, nIter }: PoissonSolution): BilingualText[] {
  if (isFlat) return [texts.flat];
  return converged ? [] : [notConverged(nIter)];
}

/** Why a fit has no standard errors; `undefined` when it has. */
export function findPoissonInferenceProblem(
  { isFlat, isWeighted }: PoissonSolution & { readonly isWeighted: boolean },
  { alpha }: { readonly alpha: number },
): BilingualText | undefined {
  if (alpha > 0) return texts.penalised;
  if (isWeighted) return weightedInference;
  return isFlat ? texts.flat : undefined;
}
