import type { Merge } from "./merge.ts";

/**
 * The cluster of each row after the first merges, clusters numbered in the order of their first rows.
 * @param merges in the order of their heights
 * @param count how many of them are done
 */
export function cutTree(merges: readonly Merge[], count: number): number[] {
  const rows = merges.length + 1;
  const clusters = new Int32Array(rows + count).fill(-1);
  const numbers = new Map<number, number>();
  // From the last merge down, each cluster passes its name on to its two parts.
  for (let merge = count - 1; merge >= 0; merge--) {
    const merged = rows + merge;
    const top = clusters[merged]! < 0 ? merged : clusters[merged]!;
    clusters[merges[merge]!.left] = top;
    clusters[merges[merge]!.right] = top;
  }
  return Array.from({ length: rows }, (_, row) => {
    const top = clusters[row]! < 0 ? row : clusters[row]!;
    if (!numbers.has(top)) numbers.set(top, numbers.size);
    return numbers.get(top)!;
  });
}
