import { thresholdBetween } from "./ranked-columns.ts";
import type { RankedColumns } from "./ranked-columns.ts";
import { Tree } from "./tree.ts";
import { nodeField } from "./tree-grower.ts";

/** A tree as it was grown: nodes in the order in which they came to be. */
export interface GrownNodes {
  readonly count: number;
  /** `nodeField.count` for each node. */
  readonly integers: Int32Array;
  /** For each node the weight of each class, or weight and mean; then its impurity. */
  readonly numbers: Float64Array;
}

/** The grown tree in preorder, with thresholds instead of ranks. @param classCount 0 for a regression */
export function toTree(grown: GrownNodes, columns: RankedColumns, classCount: number): Tree {
  const { count, integers, numbers } = grown;
  const summaries = classCount === 0 ? 2 : classCount;
  const width = Math.max(1, classCount);
  const arrays = {
    feature: new Int32Array(count),
    threshold: new Float64Array(count),
    missingLeft: new Uint8Array(count),
    right: new Int32Array(count).fill(-1),
    value: new Float64Array(count * width),
    impurity: new Float64Array(count),
    rows: new Int32Array(count),
    weight: new Float64Array(count),
  };
  // Without recursion: trees may be deep. A right child waits with its parent until the left side is done.
  const waiting: [node: number, parent: number][] = [[0, -1]];
  for (let index = 0; index < count; index++) {
    const [node, parent] = waiting.pop()!;
    if (parent >= 0) arrays.right[parent] = index;
    const own = node * nodeField.count;
    const feature = integers[own + nodeField.feature]!;
    const left = integers[own + nodeField.leftChild]!;
    arrays.feature[index] = left >= 0 ? feature : -1;
    arrays.rows[index] = integers[own + nodeField.rows]!;
    if (left >= 0) {
      const rank = integers[own + nodeField.rank]!;
      arrays.threshold[index] = thresholdBetween(columns, feature, rank, integers[own + nodeField.nextRank]!);
      arrays.missingLeft[index] = integers[own + nodeField.missingLeft]!;
      waiting.push([left + 1, index], [left, -1]);
    }
    const summary = numbers.subarray(node * (summaries + 1), node * (summaries + 1) + summaries);
    arrays.impurity[index] = numbers[node * (summaries + 1) + summaries]!;
    arrays.weight[index] = classCount === 0 ? summary[0]! : summary.reduce((sum, weight) => sum + weight, 0);
    if (classCount === 0) arrays.value[index] = summary[1]! + 0;
    else summary.forEach((weight, k) => (arrays.value[index * width + k] = weight / arrays.weight[index]!));
  }
  return new Tree(width, arrays);
}
