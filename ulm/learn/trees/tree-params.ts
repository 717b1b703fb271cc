import { notNegative, oneOf, orNull, seed, wholeNumber } from "../../data/index.ts";
import type { ParameterRule } from "../../data/index.ts";
import type { ClassWeight } from "../class-targets.ts";

/** When a tree stops growing; all numbers are settled (no shares, no `null`). */
export interface GrowthRules {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly maxFeatures: number;
  readonly maxLeafNodes: number;
  readonly minImpurityDecrease: number;
}

/** What limits the growth of a tree. */
export interface TreeParams {
  /** The most questions before an answer; `null`, the default, for no limit. */
  maxDepth: number | null;
  /** Nodes with fewer rows are not split: a number from 2, or a share of all rows between 0 and 1. Default 2. */
  minSamplesSplit: number;
  /** No side of a split has fewer rows: a number from 1, or a share of all rows between 0 and 1. Default 1. */
  minSamplesLeaf: number;
  /**
   * How many features are looked at in each node, drawn at random: a number from 1, a share of all between 0 and 1, "sqrt", "log2", or
   * `null` for all. Default `null`, of `RandomForestClassifier` "sqrt".
   */
  maxFeatures: number | "sqrt" | "log2" | null;
  /** Grow the nodes that improve most until there are so many leaves; `null`, the default, for no limit. */
  maxLeafNodes: number | null;
  /** Splits that decrease the impurity by less, weighted by the node's share of all rows, are not made. Default 0. */
  minImpurityDecrease: number;
  /** Prune subtrees whose leaves bring less than this each in impurity (minimal cost-complexity pruning). Default 0. */
  ccpAlpha: number;
  /** Decides which features are drawn, and for forests which rows. Default 0. */
  randomState: number;
}

/** What classification trees take besides. */
export interface ClassTreeParams {
  /** How impurity is measured. Default "gini". */
  criterion: "gini" | "entropy";
  /** "balanced", weights by label, or none (`null`, the default). */
  classWeight: ClassWeight;
}

export const treeDefaults: TreeParams = {
  maxDepth: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: null,
  maxLeafNodes: null,
  minImpurityDecrease: 0,
  ccpAlpha: 0,
  randomState: 0,
};

/** A number of rows or features, or a share of all of them. */
export function countOrShare(least: number): ParameterRule {
  return {
    words: `a whole number from ${least}, or a share between 0 and 1`,
    allows: (value) =>
      typeof value === "number" && value > 0 && (value < 1 || (Number.isInteger(value) && value >= least)),
  };
}

const someFeatures: ParameterRule = {
  words: 'a number, "sqrt", "log2" or null',
  allows: (value) => value === null || value === "sqrt" || value === "log2" || countOrShare(1).allows(value),
};

/** What values the parameters may have. */
export const treeRules = {
  maxDepth: orNull(wholeNumber(1)),
  minSamplesSplit: countOrShare(2),
  minSamplesLeaf: countOrShare(1),
  maxFeatures: someFeatures,
  maxLeafNodes: orNull(wholeNumber(2)),
  minImpurityDecrease: notNegative,
  ccpAlpha: notNegative,
  randomState: seed,
};

/** What values the parameters of classification trees may have besides. */
export const classTreeRules = { criterion: oneOf("gini", "entropy") };

/** The rules for so many rows and features, shares and names replaced by numbers. */
export function growthRules(params: TreeParams, rows: number, features: number): GrowthRules {
  const ofRows = (value: number) => (value < 1 ? Math.ceil(value * rows) : value);
  const minSamplesLeaf = ofRows(params.minSamplesLeaf);
  return {
    maxDepth: params.maxDepth ?? Infinity,
    minSamplesSplit: Math.max(2, ofRows(params.minSamplesSplit), 2 * minSamplesLeaf),
    minSamplesLeaf,
    maxFeatures: countFeatures(params.maxFeatures, features),
    maxLeafNodes: params.maxLeafNodes ?? Infinity,
    minImpurityDecrease: params.minImpurityDecrease,
  };
}

function countFeatures(maxFeatures: TreeParams["maxFeatures"], features: number): number {
  if (maxFeatures === null) return features;
  if (maxFeatures === "sqrt") return Math.max(1, Math.floor(Math.sqrt(features)));
  if (maxFeatures === "log2") return Math.max(1, Math.floor(Math.log2(features)));
  return maxFeatures < 1 ? Math.max(1, Math.floor(maxFeatures * features)) : Math.min(maxFeatures, features);
}
