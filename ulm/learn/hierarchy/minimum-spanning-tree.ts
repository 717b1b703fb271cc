import { checkpoint } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { growTree } from "./grow-tree.ts";
import type { RawMerges } from "./merge.ts";

/** Rows that are looked through at a time. */
const blockRows = 2048;

/**
 * The tree of least total length that joins all rows, by Prim's algorithm: from the rows that are in, always the shortest way to one
 * that is not. Its edges are the merges of single linkage. Takes rows² · columns time and memory for a few numbers a row.
 */
export async function minimumSpanningTree(
  { data, rows, columns }: Matrix,
  kernels: Kernels,
  label: string,
): Promise<RawMerges> {
  const edges = {
    left: new Int32Array(rows - 1),
    right: new Int32Array(rows - 1),
    heights: new Float64Array(rows - 1),
  };
  const points = kernels.copy(data);
  const outside = kernels.copy(Int32Array.from({ length: rows - 1 }, (_, index) => index + 1));
  const closest = kernels.float64(rows - 1).fill(Infinity);
  const least = kernels.float64(Math.ceil(rows / blockRows));
  const nearest = kernels.int32(least.length);
  let last = 0;
  for (let edge = 0; edge < rows - 1; edge++) {
    if (edge % 32 === 0) await checkpoint(edge, rows - 1, label);
    const left = rows - 1 - edge;
    const args = [points, outside, closest, least, nearest, last, columns, blockRows] as const;
    for (let start = 0; start < left; start += blockRows) {
      kernels.call(growTree, args, start, Math.min(left, start + blockRows));
    }
    let block = 0;
    for (let other = 1; other * blockRows < left; other++) if (least[other]! < least[block]!) block = other;
    const place = nearest[block]!;
    edges.left[edge] = last;
    edges.right[edge] = outside[place]!;
    edges.heights[edge] = Math.sqrt(least[block]!);
    last = outside[place]!;
    outside.copyWithin(place, place + 1, left);
    closest.copyWithin(place, place + 1, left);
  }
  return edges;
}
