import { checkpoint } from "../../compute/index.ts";
import type { Tree } from "./tree.ts";
import type { TreeGrower } from "./tree-grower.ts";

/** How many values are looked at between two chances to stop: a few milliseconds. */
const workBetweenCheckpoints = 1_000_000;

/** Grows the tree to its end; a long fit can be interrupted. @param label the model, for progress */
export async function growTree(grower: TreeGrower, label: string): Promise<Tree> {
  await checkpoint(0, 1, label);
  while (!grower.grow(workBetweenCheckpoints)) await checkpoint(grower.share, 1, label);
  return grower.finish();
}
