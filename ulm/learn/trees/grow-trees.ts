import { defineKernel } from "../../compute/index.ts";
import { summaryWidth, unpackPlan } from "./growth-plan.ts";
import { nodeField, TreeGrower } from "./tree-grower.ts";

/**
 * Grows the trees from `start` to before `end` into their places.
 * @param codes column-major ranks; see `RankedColumns`
 * @param ranks how many ranks each column has
 * @param targets for each row its class number or its value
 * @param weights for each row how much it counts, unless rows are drawn; see `drawsByWeight` of the plan
 * @param plan see `packPlan`
 * @param nodeCounts how many nodes each tree has got
 * @param integers trees × capacity × `nodeField.count`
 * @param numbers trees × capacity × (summary and impurity)
 * @param scratch of `scratchBytes`; the kernel's working memory, of which the twin has its own
 */
export const growTrees = defineKernel(
  "growTrees",
  (
    codes: Uint16Array,
    ranks: Int32Array,
    targets: Float64Array,
    weights: Float64Array,
    plan: Float64Array,
    nodeCounts: Int32Array,
    integers: Int32Array,
    numbers: Float64Array,
    _scratch: Uint8Array,
    start: number,
    end: number,
  ) => {
    const growth = unpackPlan(plan);
    const grower = new TreeGrower({ rows: growth.rows, codes, ranks }, targets, growth);
    const { capacity } = growth;
    const width = summaryWidth(growth) + 1;
    for (let tree = start; tree < end; tree++) {
      nodeCounts[tree] = grower.grow(
        tree,
        weights,
        integers.subarray(tree * capacity * nodeField.count, (tree + 1) * capacity * nodeField.count),
        numbers.subarray(tree * capacity * width, (tree + 1) * capacity * width),
      );
    }
  },
);

/** The working memory that the kernel needs for one tree; ulm/compute/assembly/grow-trees.ts lays it out. */
export function scratchBytes(rows: number, ranks: Int32Array, width: number, capacity: number): number {
  const most = ranks.reduce((largest, count) => Math.max(largest, count), 0) + 1;
  return rows * 40 + capacity * 32 + most * (16 + 16 * width) + ranks.length * 4 + width * 32 + 4096;
}
