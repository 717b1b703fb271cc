import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { ClusterDistances } from "./cluster-distances.ts";
import { nearestByWard } from "./nearest-by-ward.ts";

/** Clusters that one thread looks through at a time. */
const blockRows = 2048;
/** So many numbers to look through are worth waking the workers. */
const worthWorkers = 80_000;
/** Clusters that are no more are moved out of the way when they are more than this share. */
const mostGone = 0.1;

/**
 * Ward's distances, √(2·|A|·|B| / (|A| + |B|)) · ‖mean A − mean B‖: the root of twice what merging adds to the sum of squares within
 * clusters. Computed from the means whenever they are asked for, so that memory is rows × columns and no more.
 */
export class WardDistances implements ClusterDistances {
  readonly found = { cluster: -1, key: Infinity };
  private readonly kernels: Kernels;
  private readonly columns: number;
  /** Means of the clusters, one after the other in the order of their names; a name's position is in `positions`. */
  private readonly means: Float64Array;
  private readonly sizes: Float64Array;
  private readonly names: Int32Array;
  private readonly positions: Int32Array;
  /** How many positions are in use, and how many of those by clusters that are no more. */
  private used: number;
  private gone = 0;
  private readonly least: Float64Array;
  private readonly nearest: Int32Array;

  constructor({ data, rows, columns }: Matrix, kernels: Kernels) {
    this.kernels = kernels;
    this.columns = columns;
    this.means = kernels.copy(data);
    this.sizes = kernels.float64(rows).fill(1);
    this.names = Int32Array.from({ length: rows }, (_, row) => row);
    this.positions = this.names.slice();
    this.used = rows;
    this.least = kernels.float64(Math.ceil(rows / blockRows));
    this.nearest = kernels.int32(this.least.length);
  }

  findNearest(cluster: number, preferred: number, preferredKey: number): void {
    const { means, sizes, least, nearest, columns, names } = this;
    const own = this.positions[cluster]!;
    const args = [means, sizes, least, nearest, own, columns, blockRows] as const;
    if (this.used * columns >= worthWorkers) {
      this.kernels.runNow(nearestByWard, args, { items: this.used, block: blockRows });
    } else {
      for (let start = 0; start < this.used; start += blockRows) {
        this.kernels.call(nearestByWard, args, start, Math.min(this.used, start + blockRows));
      }
    }
    this.found.key = preferredKey;
    this.found.cluster = preferred;
    for (let block = 0; block * blockRows < this.used; block++) {
      if (least[block]! >= this.found.key) continue;
      this.found.key = least[block]!;
      this.found.cluster = names[nearest[block]!]!;
    }
  }

  heightOf(key: number): number {
    return Math.sqrt(key);
  }

  merge(from: number, into: number): void {
    const { means, sizes, columns } = this;
    const a = this.positions[from]!;
    const b = this.positions[into]!;
    const size = sizes[a]! + sizes[b]!;
    for (let column = 0; column < columns; column++) {
      const sum = sizes[a]! * means[a * columns + column]! + sizes[b]! * means[b * columns + column]!;
      means[b * columns + column] = sum / size;
    }
    sizes[b] = size;
    sizes[a] = 0;
    this.gone++;
    if (this.gone > mostGone * this.used) this.closeGaps();
  }

  private closeGaps(): void {
    const { means, sizes, names, positions, columns } = this;
    let next = 0;
    for (let position = 0; position < this.used; position++) {
      if (sizes[position] === 0) continue;
      means.copyWithin(next * columns, position * columns, (position + 1) * columns);
      sizes[next] = sizes[position]!;
      names[next] = names[position]!;
      positions[names[next]!] = next;
      next++;
    }
    this.used = next;
    this.gone = 0;
  }
}
