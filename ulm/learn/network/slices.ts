import type { Numbers } from "./arithmetic.ts";

/** Parts of an array that stand one after the other from `start` on. */
export function slices<const Lengths extends readonly number[]>(
  numbers: Numbers,
  start: number,
  lengths: Lengths,
): { readonly [Index in keyof Lengths]: Numbers } {
  let from = start;
  const parts = lengths.map((length) => numbers.subarray(from, (from += length)));
  return parts as unknown as { readonly [Index in keyof Lengths]: Numbers };
}
