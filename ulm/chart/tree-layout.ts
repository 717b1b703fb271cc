import type { Tree } from "../learn/index.ts";

/** Where the nodes of a tree stand: leaves side by side, parents in the middle above. */
export interface TreePlace {
  readonly node: number;
  readonly parent: number | undefined;
  /** In leaves from the left. */
  readonly x: number;
  /** Questions before it. */
  readonly depth: number;
  /** Whether it is shown without what is below. */
  readonly isCut: boolean;
}

/** @param maxDepth nodes deeper than this are left out */
export function layOutTree(tree: Tree, maxDepth: number): TreePlace[] {
  const places: TreePlace[] = [];
  let leaves = 0;
  const place = (node: number, parent: number | undefined, depth: number): number => {
    const isCut = depth >= maxDepth && !tree.isLeaf(node);
    const isEnd = isCut || tree.isLeaf(node);
    const x = isEnd ? leaves++ : (place(node + 1, node, depth + 1) + place(tree.right[node]!, node, depth + 1)) / 2;
    places.push({ node, parent, x, depth, isCut });
    return x;
  };
  place(0, undefined, 0);
  return places;
}
