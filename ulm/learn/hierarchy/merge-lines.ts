import { defineKernel } from "../../compute/index.ts";
import { joinLines } from "./join-lines.ts";
import { nearestAfterMerges } from "./nearest-after-merges.ts";

/** Where things stand in the `state` of `mergeLines`. */
export const mergeState = {
  /** How many merges are done. */
  merges: 0,
  /** How long the chain is. */
  chain: 1,
  /** All clusters before this one are no more. */
  first: 2,
  /** The cluster whose line is needed to go on, −1 if none is. */
  missing: 3,
  /** Grows each time that a line is used. */
  clock: 4,
  length: 5,
} as const;

/**
 * The nearest-neighbour chain (see nearest-neighbour-chain.ts) on lines of distances, one for each cluster, as long as it can go on: until a
 * line is missing, or `most` merges are done. A merge adds up two lines, or takes the greater values; another line learns of it when it
 * is asked for the next time. Items are the rows, all of them.
 * @param lines one after another; @param slots which of them is that of each cluster, −1 if there is none
 * @param seen how many merges the line of each cluster has seen; @param used when it was used
 * @param weights what distances to each cluster are multiplied by; @param sizes how many rows it has, 0 when it is no more
 * @param from merge k has put from[k] into into[k], at heights[k]
 * @param chain clusters; keys[i] leads from the one before to chain[i]
 * @param state as `mergeState` says
 * @param isSum whether two clusters together have the sum of their distances, 1, or the greater of them, 0
 */
export const mergeLines = defineKernel(
  "mergeLines",
  (
    lines: Float64Array,
    slots: Int32Array,
    seen: Int32Array,
    used: Int32Array,
    weights: Float64Array,
    sizes: Float64Array,
    from: Int32Array,
    into: Int32Array,
    heights: Float64Array,
    chain: Int32Array,
    keys: Float64Array,
    state: Int32Array,
    isSum: number,
    most: number,
    start: number,
    end: number,
  ) => {
    const lineOf = (cluster: number) => lines.subarray(slots[cluster]! * end, (slots[cluster]! + 1) * end);
    const update = (cluster: number, merges: number, last: number) =>
      nearestAfterMerges(lineOf(cluster), weights, from, into, isSum, cluster, seen[cluster]!, merges, start, last);
    let merges = state[mergeState.merges]!;
    let length = state[mergeState.chain]!;
    let first = state[mergeState.first]!;
    let missing = -1;
    const last = Math.min(end - 1, merges + most);
    while (merges < last) {
      if (length === 0) {
        while (sizes[first] === 0) first++;
        chain[0] = first;
        keys[0] = Infinity;
        length = 1;
      }
      const tip = chain[length - 1]!;
      used[tip] = ++state[mergeState.clock]!;
      if (slots[tip]! < 0) {
        missing = tip;
        break;
      }
      const { least, nearest } = update(tip, merges, end);
      seen[tip] = merges;
      const key = least * weights[tip]!;
      const keyBefore = keys[length - 1]!;
      const before = length > 1 ? chain[length - 2]! : -1;
      if (key < keyBefore && nearest !== before) {
        chain[length] = nearest;
        keys[length] = key;
        length++;
        continue;
      }
      used[before] = ++state[mergeState.clock]!;
      if (slots[before]! < 0) {
        missing = before;
        break;
      }
      update(before, merges, start);
      const [gone, kept] = [Math.min(tip, before), Math.max(tip, before)];
      const line = lineOf(kept);
      joinLines.twin(line, lineOf(gone), isSum, start, end);
      line[gone] = Infinity;
      line[kept] = Infinity;
      sizes[kept]! += sizes[gone]!;
      sizes[gone] = 0;
      if (isSum === 1) weights[kept] = 1 / sizes[kept]!;
      from[merges] = gone;
      into[merges] = kept;
      heights[merges] = Math.min(key, keyBefore);
      slots[gone] = -1;
      merges++;
      seen[kept] = merges;
      length -= 2;
    }
    state[mergeState.merges] = merges;
    state[mergeState.chain] = length;
    state[mergeState.first] = first;
    state[mergeState.missing] = missing;
  },
);
