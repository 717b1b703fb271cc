import type { RandomSource } from "../../compute/index.ts";
import type { Criterion } from "./criterion.ts";
import { sortKeys } from "./sort-keys.ts";

/** How the rows of a node are divided. */
export interface Split {
  readonly feature: number;
  /** Ranks up to this one go left. */
  readonly rank: number;
  /** The next rank that occurs in the node; the threshold lies between the two. */
  readonly nextRank: number;
  readonly missingLeft: boolean;
  readonly leftRows: number;
  /** The purity of both sides. */
  readonly purity: number;
}

/** The features as ranks: see `RankedColumns`. */
export interface ColumnRanks {
  readonly rows: number;
  /** Column-major. */
  readonly codes: Uint16Array;
  /** How many ranks each column has; this number itself stands for missing. */
  readonly ranks: Int32Array;
}

/**
 * Looks for the best split of a node: for each feature it groups the node's rows by rank and tries every boundary between
 * neighbouring groups. Equally good splits: the first one found wins, by feature in the order asked, then from below.
 */
export class SplitSearch {
  private readonly ranks: Int32Array;
  private readonly criterion: Criterion;
  /** The node's rows, with their targets and weights beside them. */
  private rows: Int32Array = new Int32Array(0);
  private readonly targets: Float64Array;
  private readonly weights: Float64Array;
  /** The summary of all rows of the node. */
  readonly total: Float64Array;
  private readonly left: Float64Array;
  private readonly right: Float64Array;
  /** Sums by rank; all zero between calls. */
  private readonly rankRows: Int32Array;
  private readonly rankSums: Float64Array;
  /** The groups of rows of equal rank, ascending; missing values last. */
  private groupCount = 0;
  private readonly groupRank: Int32Array;
  private readonly groupRows: Int32Array;
  private readonly groupSums: Float64Array;
  private readonly keys: Uint32Array;
  private readonly spareKeys: Uint32Array;
  /** The ranks of each column: views, made once. */
  private readonly codes: readonly Uint16Array[];
  private readonly featureOrder: Int32Array;

  constructor(columns: ColumnRanks, criterion: Criterion) {
    const { width } = criterion;
    const ranks = columns.ranks.reduce((most, count) => Math.max(most, count), 0) + 1;
    this.ranks = columns.ranks;
    this.criterion = criterion;
    this.targets = new Float64Array(columns.rows);
    this.weights = new Float64Array(columns.rows);
    this.total = new Float64Array(width);
    this.left = new Float64Array(width);
    this.right = new Float64Array(width);
    this.rankRows = new Int32Array(ranks);
    this.rankSums = new Float64Array(ranks * width);
    this.groupRank = new Int32Array(ranks);
    this.groupRows = new Int32Array(ranks);
    this.groupSums = new Float64Array(ranks * width);
    this.keys = new Uint32Array(Math.ceil(ranks / sortingShare));
    this.spareKeys = new Uint32Array(this.keys.length);
    this.codes = Array.from(columns.ranks, (_, feature) =>
      columns.codes.subarray(feature * columns.rows, (feature + 1) * columns.rows),
    );
    this.featureOrder = Int32Array.from(columns.ranks, (_, feature) => feature);
  }

  /**
   * Takes the rows of a node, and sums them up in `total`.
   * @param targets for each row its class number or its value
   * @param centre taken off the values
   * @param weights for each row how much it counts
   */
  load(rows: Int32Array, targets: Float64Array, centre: number, weights: Float64Array): void {
    this.rows = rows;
    this.total.fill(0);
    for (let index = 0; index < rows.length; index++) {
      const target = targets[rows[index]!]! - centre;
      const weight = weights[rows[index]!]!;
      this.targets[index] = target;
      this.weights[index] = weight;
      this.criterion.add(this.total, 0, target, weight);
    }
  }

  /**
   * The best split of the loaded rows that leaves `minRows` on each side, if there is one. It looks at `maxFeatures` features, and then
   * at more until one of them varies.
   * @param random in which order; without it features are looked at in their own
   */
  best(minRows: number, maxFeatures: number, random: RandomSource | undefined): Split | undefined {
    const { featureOrder } = this;
    const count = featureOrder.length;
    let best: Split | undefined;
    let varying = 0;
    for (let index = 0; index < count && (index < maxFeatures || varying === 0); index++) {
      let feature = index;
      if (random !== undefined) {
        const drawn = index + random.integer(count - index);
        feature = featureOrder[drawn]!;
        featureOrder[drawn] = featureOrder[index]!;
        featureOrder[index] = feature;
      }
      this.group(feature);
      if (this.groupCount < 2) continue;
      varying++;
      best = this.bestBoundary(feature, minRows, best);
    }
    return best;
  }

  private group(feature: number): void {
    const ranks = this.ranks[feature]! + 1;
    if (this.rows.length * sortingShare > ranks) this.groupByCounting(feature, ranks);
    else this.groupBySorting(feature);
  }

  /** For many rows and few ranks: a table of all ranks. */
  private groupByCounting(feature: number, ranks: number): void {
    const { rows, targets, weights, rankRows, rankSums, groupRank, groupRows, groupSums, criterion } = this;
    const { width } = criterion;
    const codes = this.codes[feature]!;
    for (let index = 0; index < rows.length; index++) {
      const rank = codes[rows[index]!]!;
      rankRows[rank]!++;
      criterion.add(rankSums, rank * width, targets[index]!, weights[index]!);
    }
    let group = 0;
    for (let rank = 0; rank < ranks; rank++) {
      if (rankRows[rank] === 0) continue;
      groupRank[group] = rank;
      groupRows[group] = rankRows[rank]!;
      rankRows[rank] = 0;
      for (let k = 0; k < width; k++) {
        groupSums[group * width + k] = rankSums[rank * width + k]!;
        rankSums[rank * width + k] = 0;
      }
      group++;
    }
    this.groupCount = group;
  }

  /** For few rows and many ranks. Rows of equal rank keep their order, so that both ways add up to the same last digit. */
  private groupBySorting(feature: number): void {
    const { rows, targets, weights, groupRank, groupRows, groupSums, keys, spareKeys, criterion } = this;
    const { width } = criterion;
    const count = rows.length;
    const codes = this.codes[feature]!;
    for (let index = 0; index < count; index++) keys[index] = ((codes[rows[index]!]! << 16) | index) >>> 0;
    sortKeys(keys, spareKeys, count);
    let group = -1;
    let previous = -1;
    for (let position = 0; position < count; position++) {
      const rank = keys[position]! >>> 16;
      const index = keys[position]! & 0xffff;
      if (rank !== previous) {
        group++;
        previous = rank;
        groupRank[group] = rank;
        groupRows[group] = 0;
        for (let k = 0; k < width; k++) groupSums[group * width + k] = 0;
      }
      groupRows[group]!++;
      criterion.add(groupSums, group * width, targets[index]!, weights[index]!);
    }
    this.groupCount = group + 1;
  }

  /** Tries the boundaries of the grouped feature, with missing values on the right and then on the left. */
  private bestBoundary(feature: number, minRows: number, best: Split | undefined): Split | undefined {
    const { groupRank, groupRows, groupCount, rows } = this;
    const missingRank = this.ranks[feature]!;
    const hasMissing = groupRank[groupCount - 1] === missingRank;
    const present = hasMissing ? groupCount - 1 : groupCount;
    const missingRows = hasMissing ? groupRows[present]! : 0;
    let purity = best?.purity ?? -Infinity;
    let found: { group: number; missingLeft: boolean; leftRows: number } | undefined;
    for (const missingLeft of hasMissing ? [false, true] : [false]) {
      let leftRows = missingLeft ? missingRows : 0;
      this.left.fill(0);
      if (missingLeft) this.moveLeft(present);
      // Missing on the right: the last boundary has all that is present on the left.
      const last = hasMissing && !missingLeft ? present : present - 1;
      for (let group = 0; group < last; group++) {
        this.moveLeft(group);
        leftRows += groupRows[group]!;
        if (leftRows < minRows || rows.length - leftRows < minRows) continue;
        const candidate = this.purityOfSides();
        if (candidate > purity) {
          purity = candidate;
          found = { group, missingLeft, leftRows };
        }
      }
    }
    if (found === undefined) return best;
    return {
      feature,
      rank: groupRank[found.group]!,
      nextRank: found.group + 1 < present ? groupRank[found.group + 1]! : missingRank,
      // Where none was missing, missing values go where most rows went.
      missingLeft: hasMissing ? found.missingLeft : 2 * found.leftRows > rows.length,
      leftRows: found.leftRows,
      purity,
    };
  }

  private moveLeft(group: number): void {
    const { left, groupSums } = this;
    for (let k = 0; k < left.length; k++) left[k]! += groupSums[group * left.length + k]!;
  }

  private purityOfSides(): number {
    const { left, right, total, criterion } = this;
    for (let k = 0; k < left.length; k++) right[k] = total[k]! - left[k]!;
    return criterion.purity(left) + criterion.purity(right);
  }
}

/** Rows are sorted where a table of the ranks would be this many times longer than the rows. */
const sortingShare = 4;
