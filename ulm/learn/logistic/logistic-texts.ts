import type { BilingualText } from "../../data/index.ts";
import { weightedInference } from "../inference-error.ts";
import { notConverged } from "../iterative.ts";
import type { LogisticSolution } from "./fit-logistic.ts";

const texts = {
  penalised: {
    en: 'A penalised fit has no standard errors: the penalty biases coefficients. Fit with penalty: "none" to have them.',
    "zh-CN": '带惩罚项的拟合没有标准误：惩罚使系数有偏。如需标准误，请用 penalty: "none" 拟合。',
  },
  classWeights: {
    en: "A fit with class weights has no classical standard errors.",
    "zh-CN": "带类别权重的拟合没有经典意义上的标准误。",
  },
  noBest: {
    en: "The classes are separated, so no finite coefficients are best.",
    "zh-CN": "各类别可被完全分开，因此不存在有限的最优系数。",
  },
  unfinished: { en: "The fit did not converge.", "zh-CN": "拟合没有收敛。" },
  separated: {
    en:
      "the features tell the classes apart without a single error, so coefficients grow without bound and mean nothing. " +
      'Use penalty: "l2", or look for a feature that gives the answer away.',
    "zh-CN": '特征能毫无差错地区分各类别，因此系数会无限增大，没有意义。请使用 penalty: "l2"，或找出泄露答案的特征。',
  },
  partlySeparated: {
    en:
      "some combination of features belongs to one class only, so its coefficient grows without bound and means nothing. " +
      'Use penalty: "l2", or drop or merge rare categories.',
    "zh-CN":
      '某种特征组合只出现在一个类别中，因此它的系数会无限增大，没有意义。请使用 penalty: "l2"，或删去、合并罕见取值。',
  },
} satisfies Record<string, BilingualText>;

/** What is wrong with a fit. */
export function describeProblems({
  separation,
  converged,
  nIter,
}: Pick<LogisticSolution, "separation" | "converged" | "nIter">): BilingualText[] {
  if (separation === "complete") return [texts.separated];
  if (separation === "quasi") return [texts.partlySeparated];
  return converged ? [] : [notConverged(nIter)];
}

/** Why a fit has no standard errors; `undefined` when it has. */
export function findInferenceProblem(
  { variances, separation, isWeighted }: Pick<LogisticSolution, "variances" | "separation"> & { isWeighted: boolean },
  { penalty, classWeight }: { penalty: string; classWeight: unknown },
): BilingualText | undefined {
  if (penalty !== "none") return texts.penalised;
  if (classWeight !== null) return texts.classWeights;
  if (isWeighted) return weightedInference;
  if (separation !== "none") return texts.noBest;
  return variances === null ? texts.unfinished : undefined;
}
