import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { allDistances } from "./all-distances.ts";
import type { ClusterDistances } from "./cluster-distances.ts";
import { joinLines } from "./join-lines.ts";
import { nearestAfterMerges } from "./nearest-after-merges.ts";

/** What lines of distances may take, in bytes: all of them up to 5,792 rows. */
const lineBytes = 2 ** 28;

/** How the distances of two clusters to a third make that of both together. */
export type PairLinkage = "average" | "complete";

/** From a cluster to each other: the sum of all distances between their rows, or the greatest. */
interface Line {
  readonly values: Float64Array;
  /** How many merges the line has seen. */
  seen: number;
  /** When it was last asked for. */
  used: number;
}

/**
 * Distances between clusters as the mean or the greatest of the distances between their rows. For each cluster a line holds what
 * it is to all others; a merge adds up two lines (or takes the greater values), and another line learns of it when it is asked for the
 * next time. Where there is no room for all lines, those of the smallest clusters give way: they are the cheapest to compute
 * again, by one pass over the data for each of their rows. So memory is 256 MB at most whatever the number of rows, and time about
 * rows² · columns.
 */
export class LineDistances implements ClusterDistances {
  readonly found = { cluster: -1, key: Infinity };
  private readonly kernels: Kernels;
  /** 1 when the distances of two clusters add up, 0 when the greater counts. */
  private readonly isSum: number;
  private readonly rows: number;
  private readonly columns: number;
  private readonly points: Float64Array;
  private readonly lines = new Map<number, Line>();
  private readonly free: Float64Array[] = [];
  private readonly room: number;
  /** Merges so far: `from` went into `into`. */
  private readonly from: Int32Array;
  private readonly into: Int32Array;
  private merges = 0;
  private searches = 0;
  private readonly sizes: Float64Array;
  /** What values of a line are multiplied by. */
  private readonly weights: Float64Array;
  /** The rows of a cluster: its own number, then by `next` until −1; `last` says where that ends. */
  private readonly next: Int32Array;
  private readonly last: Int32Array;
  private readonly least: Float64Array;
  private readonly nearest: Int32Array;
  private readonly single: Float64Array;

  constructor({ data, rows, columns }: Matrix, linkage: PairLinkage, kernels: Kernels, bytes = lineBytes) {
    this.kernels = kernels;
    this.isSum = Number(linkage === "average");
    this.rows = rows;
    this.columns = columns;
    this.points = kernels.copy(data);
    this.room = Math.max(3, Math.min(rows, Math.floor(bytes / (8 * rows))));
    this.from = kernels.int32(rows);
    this.into = kernels.int32(rows);
    this.sizes = new Float64Array(rows).fill(1);
    this.weights = kernels.float64(rows).fill(1);
    this.next = new Int32Array(rows).fill(-1);
    this.last = Int32Array.from({ length: rows }, (_, row) => row);
    this.least = kernels.float64(1);
    this.nearest = kernels.int32(1);
    this.single = kernels.float64(rows);
  }

  /** Computes all lines at once, on all threads, when there is room for them. */
  async prepare(label: string): Promise<void> {
    const { kernels, rows, columns } = this;
    if (this.room < rows) return;
    const all = kernels.float64(rows * rows);
    const block = Math.max(1, Math.ceil(2 ** 20 / (rows * columns)));
    await kernels.run(allDistances, [this.points, all, rows, columns, 0], { items: rows, block, label });
    for (let row = 0; row < rows; row++) {
      const values = all.subarray(row * rows, (row + 1) * rows);
      this.lines.set(row, { values, seen: 0, used: 0 });
    }
  }

  findNearest(cluster: number, preferred: number, preferredKey: number): void {
    this.update(cluster, this.line(cluster), this.rows);
    const key = this.least[0]! * this.weights[cluster]!;
    this.found.cluster = key < preferredKey ? this.nearest[0]! : preferred;
    this.found.key = Math.min(key, preferredKey);
  }

  heightOf(key: number): number {
    return key;
  }

  merge(from: number, into: number): void {
    const target = this.line(into);
    const other = this.line(from, into);
    this.update(into, target, 0);
    this.update(from, other, 0);
    this.combine(target.values, other.values);
    this.lines.delete(from);
    this.free.push(other.values);
    this.sizes[into]! += this.sizes[from]!;
    if (this.isSum === 1) this.weights[into] = 1 / this.sizes[into]!;
    this.next[this.last[into]!] = from;
    this.last[into] = this.last[from]!;
    this.from[this.merges] = from;
    this.into[this.merges] = into;
    this.merges++;
    target.values[from] = Infinity;
    target.values[into] = Infinity;
    target.seen = this.merges;
  }

  /** The line of a cluster. @param kept a cluster whose line must stay */
  private line(cluster: number, kept = -1): Line {
    let line = this.lines.get(cluster);
    if (line === undefined) {
      line = { values: this.takeRoom(kept), seen: 0, used: 0 };
      this.computeLine(cluster, line.values);
      this.lines.set(cluster, line);
    }
    line.used = ++this.searches;
    return line;
  }

  /** Tells a line of the merges that it has not seen; finds the least of its first `length` distances: in `least` and `nearest`. */
  private update(cluster: number, line: Line, length: number): void {
    const { weights, from, into, least, nearest, merges } = this;
    const args = [line.values, weights, from, into, least, nearest, this.isSum, cluster, line.seen, merges] as const;
    this.kernels.call(nearestAfterMerges, args, 0, length);
    line.seen = merges;
  }

  /** The line as it would be without merges: what all rows of the cluster are to each row. */
  private computeLine(cluster: number, values: Float64Array): void {
    this.distancesFrom(cluster, values);
    for (let row = this.next[cluster]!; row >= 0; row = this.next[row]!) {
      this.distancesFrom(row, this.single);
      this.combine(values, this.single);
    }
  }

  private distancesFrom(row: number, out: Float64Array): void {
    const args = [this.points, out, this.rows, this.columns, row] as const;
    this.kernels.call(allDistances, args, 0, 1);
  }

  private combine(values: Float64Array, other: Float64Array): void {
    this.kernels.call(joinLines, [values, other, this.isSum], 0, this.rows);
  }

  /** Room for a line: unused, or that of the smallest cluster, of equally small ones the one that was not asked for longest. */
  private takeRoom(kept: number): Float64Array {
    const unused = this.free.pop();
    if (unused !== undefined) return unused;
    if (this.lines.size < this.room) return this.kernels.float64(this.rows);
    let victim = -1;
    for (const [cluster, line] of this.lines) {
      if (cluster === kept) continue;
      const order =
        victim < 0 ? -1 : this.sizes[cluster]! - this.sizes[victim]! || line.used - this.lines.get(victim)!.used;
      if (order < 0) victim = cluster;
    }
    const { values } = this.lines.get(victim)!;
    this.lines.delete(victim);
    return values;
  }
}
