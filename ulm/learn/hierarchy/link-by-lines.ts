import { checkpoint } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { fillLanes, paddedCount } from "../clustering/lanes.ts";
import { allDistances } from "./all-distances.ts";
import { joinLines } from "./join-lines.ts";
import { mergeLines, mergeState } from "./merge-lines.ts";
import type { RawMerges } from "./merge.ts";

/** What lines of distances may take, in bytes: all of them up to 5,418 rows. With the data that is less than kernels keep for reuse. */
const lineBytes = 224 * 2 ** 20;
/** So many differences of numbers are worth waking the workers. */
const worthWorkers = 20_000_000;
/** A checkpoint after this many merges. */
const mergesPerCheckpoint = 32;

/** How the distances of two clusters to a third make that of both together. */
export type PairLinkage = "average" | "complete";

/**
 * Agglomeration where the distance between clusters is the mean or the greatest of the distances between their rows. For each cluster
 * a line holds what it is to all others: the sum of all distances between their rows, or the greatest. Where there is no room for all
 * lines, those of the smallest clusters give way: they are the cheapest to compute again, by one pass over the data for each of their
 * rows. So memory is 224 MB at most whatever the number of rows, and time about rows² · columns.
 * @param bytes what lines may take
 */
export async function linkByLines(
  matrix: Matrix,
  linkage: PairLinkage,
  kernels: Kernels,
  label: string,
  bytes = lineBytes,
): Promise<RawMerges> {
  const { rows } = matrix;
  const clusters = new LineClusters(matrix, linkage, kernels, bytes);
  await clusters.prepare(label);
  while (clusters.merges < rows - 1) {
    await checkpoint(clusters.merges, rows - 1, label);
    clusters.merge(mergesPerCheckpoint);
  }
  const { from, into, heights } = clusters;
  const count = rows - 1;
  return { left: from.slice(0, count), right: into.slice(0, count), heights: heights.slice(0, count) };
}

/** Clusters, and the lines of their distances. A cluster goes by a number, 0 … rows − 1, at first that of its row. */
class LineClusters {
  /** Merges so far: `from` went into `into`. */
  readonly from: Int32Array;
  readonly into: Int32Array;
  readonly heights: Float64Array;
  private readonly kernels: Kernels;
  /** 1 when the distances of two clusters add up, 0 when the greater counts. */
  private readonly isSum: number;
  private readonly rows: number;
  private readonly columns: number;
  private readonly padded: number;
  private readonly points: Float64Array;
  private readonly lanes: Float64Array;
  private readonly room: number;
  private readonly lines: Float64Array;
  /** By cluster, as `mergeLines` says. */
  private readonly slots: Int32Array;
  private readonly seen: Int32Array;
  private readonly used: Int32Array;
  private readonly weights: Float64Array;
  private readonly sizes: Float64Array;
  private readonly chain: Int32Array;
  private readonly keys: Float64Array;
  private readonly state: Int32Array;
  /** By line: the cluster that it was computed for last. */
  private readonly owners: number[] = [];
  /** The rows of a cluster: its own number, then by `next` until −1; `last` says where that ends. So it was after `listed` merges. */
  private readonly next: Int32Array;
  private readonly last: Int32Array;
  private listed = 0;
  private readonly single: Float64Array;

  constructor({ data, rows, columns }: Matrix, linkage: PairLinkage, kernels: Kernels, bytes: number) {
    this.kernels = kernels;
    this.isSum = Number(linkage === "average");
    this.rows = rows;
    this.columns = columns;
    this.padded = paddedCount(rows);
    this.points = kernels.copy(data);
    this.lanes = kernels.float64(this.padded * columns);
    fillLanes(data, this.lanes, rows, this.padded, columns);
    this.room = Math.max(3, Math.min(rows, Math.floor(bytes / (8 * rows))));
    this.lines = kernels.space(this.room * rows);
    this.slots = kernels.int32(rows).fill(-1);
    this.seen = kernels.int32(rows);
    this.used = kernels.int32(rows);
    this.weights = kernels.float64(rows).fill(1);
    this.sizes = kernels.float64(rows).fill(1);
    this.from = kernels.int32(rows);
    this.into = kernels.int32(rows);
    this.heights = kernels.float64(rows);
    this.chain = kernels.int32(rows);
    this.keys = kernels.float64(rows);
    this.state = kernels.int32(mergeState.length);
    this.next = new Int32Array(rows).fill(-1);
    this.last = Int32Array.from({ length: rows }, (_, row) => row);
    this.single = kernels.float64(rows);
  }

  get merges(): number {
    return this.state[mergeState.merges]!;
  }

  /** Computes all lines at once, on all threads, when there is room for them. */
  async prepare(label: string): Promise<void> {
    const { kernels, rows, columns, points, lanes, lines, padded } = this;
    if (this.room < rows) return;
    const work = {
      items: rows,
      block: Math.max(1, Math.ceil(2 ** 20 / (rows * columns))),
      alone: rows * rows * columns < worthWorkers,
      label,
    };
    await kernels.run(allDistances, [points, lanes, lines, rows, columns, padded, 0], work);
    for (let row = 0; row < rows; row++) {
      this.slots[row] = row;
      this.owners.push(row);
    }
  }

  /** Merges `count` times, or until one cluster is left. */
  merge(count: number): void {
    const { kernels, rows, lines, slots, seen, used, weights, sizes, from, into, heights, chain, keys, state } = this;
    const goal = Math.min(rows - 1, this.merges + count);
    while (this.merges < goal) {
      const args = [
        ...([lines, slots, seen, used, weights, sizes, from, into, heights, chain, keys, state] as const),
        ...([this.isSum, goal - this.merges] as const),
      ] as const;
      kernels.call(mergeLines, args, 0, rows);
      const missing = state[mergeState.missing]!;
      if (missing >= 0) this.computeLine(missing);
    }
  }

  /** The line as it would be without merges: what all rows of the cluster are to each row. */
  private computeLine(cluster: number): void {
    this.listRows();
    const values = this.takeRoom(cluster);
    this.seen[cluster] = 0;
    this.distancesFrom(cluster, values);
    for (let row = this.next[cluster]!; row >= 0; row = this.next[row]!) {
      this.distancesFrom(row, this.single);
      this.kernels.call(joinLines, [values, this.single, this.isSum], 0, this.rows);
    }
  }

  private listRows(): void {
    for (; this.listed < this.merges; this.listed++) {
      const from = this.from[this.listed]!;
      const into = this.into[this.listed]!;
      this.next[this.last[into]!] = from;
      this.last[into] = this.last[from]!;
    }
  }

  private distancesFrom(row: number, out: Float64Array): void {
    const { points, lanes, rows, columns, padded } = this;
    this.kernels.call(allDistances, [points, lanes, out, rows, columns, padded, row], 0, 1);
  }

  /** Room for a line: unused, or that of the smallest cluster, of equally small ones the one that was not asked for longest. */
  private takeRoom(cluster: number): Float64Array {
    const { owners, slots, sizes, used, rows, lines } = this;
    let slot = owners.findIndex((owner, index) => slots[owner] !== index);
    if (slot < 0 && owners.length < this.room) slot = owners.length;
    if (slot < 0) {
      // The end of the chain needs its line as well.
      const tip = this.chain[this.state[mergeState.chain]! - 1]!;
      for (const [index, owner] of owners.entries()) {
        if (owner === tip) continue;
        const other = owners[slot]!;
        if (
          slot < 0 ||
          sizes[owner]! < sizes[other]! ||
          (sizes[owner] === sizes[other] && used[owner]! < used[other]!)
        ) {
          slot = index;
        }
      }
      slots[owners[slot]!] = -1;
    }
    owners[slot] = cluster;
    slots[cluster] = slot;
    return lines.subarray(slot * rows, (slot + 1) * rows);
  }
}
