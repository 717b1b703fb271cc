import { checkpoint, withKernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { growTrees, scratchBytes } from "./grow-trees.ts";
import { packPlan, summaryWidth } from "./growth-plan.ts";
import type { GrowthPlan } from "./growth-plan.ts";
import { rankColumns } from "./ranked-columns.ts";
import { toTree } from "./to-tree.ts";
import type { Tree } from "./tree.ts";
import { nodeField } from "./tree-grower.ts";

/** What trees are to be grown of, beside the columns. */
export interface GrowthGoal extends Omit<GrowthPlan, "rows" | "columns" | "firstTree" | "capacity"> {
  /** For each row its class number or its value. */
  readonly targets: Float64Array;
  /** For each row how much it counts. */
  readonly weights: Float64Array;
}

/** Trees are grown in batches that need no more memory than this. */
const batchBytes = 256 * 2 ** 20;
/** Fits that look at fewer values are done before a worker has started. */
const worthWorkers = 2_000_000;

/**
 * Grows `count` independent trees. The result depends on the goal only, not on how many threads there are.
 * @param label the model, for progress and messages
 */
export async function growForest(matrix: Matrix, goal: GrowthGoal, count: number, label: string): Promise<Tree[]> {
  const capacity = mostNodes(matrix.rows, goal);
  const plan = { ...goal, rows: matrix.rows, columns: matrix.columns, capacity, firstTree: 0 };
  const width = summaryWidth(plan);
  const bytesOfTree = capacity * (4 * nodeField.count + 8 * (width + 1));
  const batch = Math.max(2, Math.min(count, 16, Math.floor(batchBytes / bytesOfTree)));
  const leaveToWorkers = matrix.rows * matrix.columns * count > worthWorkers;
  await checkpoint(0, count, label);
  return withKernels(label, async (kernels) => {
    const columns = await rankColumns(kernels, matrix);
    const ranks = kernels.copy(Int32Array.from(columns.highest, (values) => values.length));
    const nodeCounts = kernels.int32(batch);
    const integers = kernels.int32(batch * capacity * nodeField.count);
    const numbers = kernels.float64(batch * capacity * (width + 1));
    const shared = [columns.codes, ranks, kernels.copy(goal.targets), kernels.copy(goal.weights)] as const;
    const scratch = kernels.perThread(() => kernels.uint8(scratchBytes(columns.rows, ranks, width, capacity)));
    const trees: Tree[] = [];
    for (let firstTree = 0; firstTree < count; firstTree += batch) {
      const items = Math.min(batch, count - firstTree);
      const settings = kernels.copy(packPlan({ ...plan, firstTree }));
      await kernels.run(growTrees, [...shared, settings, nodeCounts, integers, numbers, scratch], {
        items,
        block: 1,
        label,
        series: { done: firstTree, total: count },
        leaveToWorkers,
      });
      for (let tree = 0; tree < items; tree++) {
        const nodes = {
          count: nodeCounts[tree]!,
          integers: integers.subarray(tree * capacity * nodeField.count),
          numbers: numbers.subarray(tree * capacity * (width + 1)),
        };
        trees.push(toTree(nodes, columns, goal.classCount));
      }
    }
    return trees;
  });
}

/** How many nodes a tree can have at most. */
function mostNodes(rows: number, goal: GrowthGoal): number {
  const drawn = goal.bootstrapRows > 0 ? Math.min(rows, goal.bootstrapRows) : rows;
  const leaves = Math.min(Math.floor(drawn / goal.minSamplesLeaf), goal.maxLeafNodes, 2 ** Math.min(30, goal.maxDepth));
  return 2 * Math.max(1, leaves) - 1;
}
