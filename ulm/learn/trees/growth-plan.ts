import type { CriterionName } from "./criterion.ts";
import type { GrowthRules } from "./tree-params.ts";

/** What trees are to be grown of and by, the columns and targets themselves apart. */
export interface GrowthPlan extends GrowthRules {
  readonly rows: number;
  readonly columns: number;
  readonly criterion: CriterionName;
  /** 0 for a regression. */
  readonly classCount: number;
  /** Taken off the targets of a regression before they are summed up, so that no digits are lost on what all have in common. */
  readonly centre: number;
  /** Tree t draws from stream `firstTree` + t of this seed. */
  readonly seed: number;
  readonly firstTree: number;
  /** How many rows each tree draws, with replacement; 0 for all rows, once. */
  readonly bootstrapRows: number;
  /**
   * 1 to look at features in random order even where all are looked at, 0 for their own order. Of equally good splits the first one is
   * made: in small nodes there are many, and trees of a forest that all prefer the same feature err in the same way.
   */
  readonly mixFeatures: number;
  /** 1 when rows are drawn in proportion to their weights, of which the weights are then the running sums. A drawn row counts once. */
  readonly drawsByWeight: number;
  /** Room for so many nodes in each tree. */
  readonly capacity: number;
}

/** The order in which a plan is written down for the kernel: ulm/compute/assembly/grow-trees.ts reads it in the same one. */
const order = [
  "rows",
  "columns",
  "classCount",
  "centre",
  "seed",
  "firstTree",
  "bootstrapRows",
  "capacity",
  "maxDepth",
  "minSamplesSplit",
  "minSamplesLeaf",
  "maxFeatures",
  "maxLeafNodes",
  "minImpurityDecrease",
  "mixFeatures",
  "drawsByWeight",
] as const;
const criteria = ["gini", "entropy", "squaredError"] as const;

/** The plan as numbers; the criterion comes last. */
export function packPlan(plan: GrowthPlan): Float64Array {
  return Float64Array.of(...order.map((name) => plan[name]), criteria.indexOf(plan.criterion));
}

export function unpackPlan(numbers: Float64Array): GrowthPlan {
  const plan = Object.fromEntries(order.map((name, index) => [name, numbers[index]!]));
  return { ...plan, criterion: criteria[numbers[order.length]!] } as unknown as GrowthPlan;
}

/** How many numbers sum up a node: the weight of each class, or weight and mean. */
export function summaryWidth({ classCount }: GrowthPlan): number {
  return classCount === 0 ? 2 : classCount;
}
