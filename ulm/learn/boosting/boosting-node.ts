import { nodeValue } from "./node-search.ts";

/** The histograms of one node: columns × 256 bins. */
export interface Histograms {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/** How the rows of a node are divided. */
export interface NodeSplit {
  readonly column: number;
  readonly gain: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly leftGradients: number;
  readonly leftHessians: number;
  /** Of categories: the bins that go left, one bit each; else empty. */
  readonly set: Uint32Array;
}

/** A node of a tree that grows. */
export interface BoostingNode {
  /** Its rows stand at from … to − 1. */
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly gradients: number;
  readonly hessians: number;
  readonly value: number;
  /** Where the values of its children must lie. */
  readonly lower: number;
  readonly upper: number;
  /** While they are needed. */
  histograms?: Histograms | undefined;
  /** The best one, where there is any. */
  split?: NodeSplit | undefined;
  /** Once it is made. */
  children?: [BoostingNode, BoostingNode];
}

/** A root of all rows. */
export function rootNode(rows: number, gradients: number, hessians: number): BoostingNode {
  return { from: 0, to: rows, depth: 0, gradients, hessians, value: 0, lower: -Infinity, upper: Infinity };
}

/**
 * Gives a node the children of its split.
 * @param middle where the rows of the right one begin
 * @param l2 draws values towards 0
 * @param direction 1 where the values may only rise from left to right, −1 where they may only fall, else 0
 */
export function bearChildren(
  node: BoostingNode,
  middle: number,
  l2: number,
  direction: number,
): [BoostingNode, BoostingNode] {
  const { from, to, lower, upper } = node;
  const { leftGradients, leftHessians } = node.split!;
  const depth = node.depth + 1;
  const child = (start: number, end: number, gradients: number, hessians: number) => ({
    ...{ from: start, to: end, depth, gradients, hessians },
    value: nodeValue(gradients, hessians, l2, lower, upper),
  });
  const left = child(from, middle, leftGradients, leftHessians);
  const right = child(middle, to, node.gradients - leftGradients, node.hessians - leftHessians);
  const between = (left.value + right.value) / 2;
  node.children = [
    { ...left, lower: direction < 0 ? between : lower, upper: direction > 0 ? between : upper },
    { ...right, lower: direction > 0 ? between : lower, upper: direction < 0 ? between : upper },
  ];
  return node.children;
}

/** Whether a bin is in a set of one bit each. */
export function isInSet(set: Uint32Array, bin: number): boolean {
  return ((set[bin >>> 5]! >>> (bin & 31)) & 1) === 1;
}
