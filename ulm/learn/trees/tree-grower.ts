import { Pcg32 } from "../../compute/index.ts";
import { createCriterion } from "./criterion.ts";
import type { Criterion } from "./criterion.ts";
import { drawRow } from "../draw-row.ts";
import { summaryWidth } from "./growth-plan.ts";
import type { GrowthPlan } from "./growth-plan.ts";
import { SplitSearch } from "./split-search.ts";
import type { ColumnRanks, Split } from "./split-search.ts";

/**
 * What `integers` says of each node, in this order. Children stand side by side; `leftChild` is −1 in leaves, where a split may be
 * written down that was not made.
 */
export const nodeField = {
  feature: 0,
  rank: 1,
  nextRank: 2,
  missingLeft: 3,
  leftChild: 4,
  rows: 5,
  count: 6,
} as const;

/** A node whose split is known and not yet made. Its rows stand at start … end − 1 of the grower's rows. */
interface OpenNode {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly split: Split;
  /** By how much the split decreases the impurity, weighted by the node's share of all rows. */
  readonly improvement: number;
}

/** Impurities up to this are rounding errors of pure nodes (scikit-learn's EPSILON). */
const smallestImpurity = Number.EPSILON;

/**
 * Grows trees as scikit-learn does (Breiman, Friedman, Olshen & Stone, "Classification and Regression Trees", 1984): every node is
 * split where that decreases impurity most, until a rule says stop. With `maxLeafNodes` the node that gains most is split first.
 */
export class TreeGrower {
  private readonly columns: ColumnRanks;
  private readonly targets: Float64Array;
  private readonly plan: GrowthPlan;
  private readonly criterion: Criterion;
  private readonly search: SplitSearch;
  // Of the tree that is being grown:
  private random = new Pcg32();
  private rows: Int32Array = new Int32Array(0);
  private weights: Float64Array = new Float64Array(0);
  private readonly spare: Int32Array;
  private totalWeight = 0;
  private nodeCount = 0;
  private leafCount = 1;
  private frontier: OpenNode[] = [];
  private integers: Int32Array = new Int32Array(0);
  private numbers: Float64Array = new Float64Array(0);

  /** @param targets for each row its class number or its value */
  constructor(columns: ColumnRanks, targets: Float64Array, plan: GrowthPlan) {
    this.columns = columns;
    this.targets = targets;
    this.plan = plan;
    this.criterion = createCriterion(plan.criterion, plan.classCount);
    this.search = new SplitSearch(columns, this.criterion);
    this.spare = new Int32Array(plan.rows);
  }

  /**
   * Grows one tree into the given arrays.
   * @param weights for each row how much it counts, unless rows are drawn; see `drawsByWeight` of the plan
   * @param integers `nodeField.count` for each node
   * @param numbers for each node its summary and its impurity
   * @returns how many nodes it has
   */
  grow(tree: number, weights: Float64Array, integers: Int32Array, numbers: Float64Array): number {
    const { plan } = this;
    this.random = new Pcg32(plan.seed, plan.firstTree + tree);
    this.weights = plan.bootstrapRows > 0 ? this.bootstrap(weights) : weights;
    this.rows = Int32Array.from(weights, (_, row) => row).filter((row) => this.weights[row]! > 0);
    this.totalWeight = this.rows.reduce((sum, row) => sum + this.weights[row]!, 0);
    this.integers = integers;
    this.numbers = numbers;
    this.nodeCount = 0;
    this.leafCount = 1;
    this.frontier = [];
    this.createNode(0, this.rows.length, 0);
    for (let next = this.takeNext(); next !== undefined; next = this.takeNext()) this.divide(next);
    return this.nodeCount;
  }

  /** Draws rows with replacement: a row counts as often as it is drawn. */
  private bootstrap(weights: Float64Array): Float64Array {
    const { bootstrapRows, drawsByWeight } = this.plan;
    const drawn = new Float64Array(weights.length);
    const sums = drawsByWeight === 1 ? weights : undefined;
    for (let draw = 0; draw < bootstrapRows; draw++) drawn[drawRow(this.random, weights.length, sums)]!++;
    return drawn;
  }

  private createNode(start: number, end: number, depth: number): void {
    const { search, plan, integers } = this;
    const rows = this.rows.subarray(start, end);
    search.load(rows, this.targets, plan.centre, this.weights);
    const node = this.nodeCount++;
    const count = end - start;
    const impurity = this.describe(node, rows);
    const own = node * nodeField.count;
    integers.fill(0, own, own + nodeField.count);
    integers[own + nodeField.feature] = -1;
    integers[own + nodeField.leftChild] = -1;
    integers[own + nodeField.rows] = count;
    const mayBeSplit =
      depth < plan.maxDepth &&
      count >= plan.minSamplesSplit &&
      count >= 2 * plan.minSamplesLeaf &&
      impurity > smallestImpurity;
    if (!mayBeSplit) return;
    const isMixed = plan.mixFeatures === 1 || plan.maxFeatures < plan.columns;
    const split = search.best(plan.minSamplesLeaf, plan.maxFeatures, isMixed ? this.random : undefined);
    if (split === undefined) return;
    const improvement = (split.purity - this.criterion.purity(search.total)) / this.totalWeight;
    if (improvement + Number.EPSILON < plan.minImpurityDecrease) return;
    integers[own + nodeField.feature] = split.feature;
    integers[own + nodeField.rank] = split.rank;
    integers[own + nodeField.nextRank] = split.nextRank;
    integers[own + nodeField.missingLeft] = Number(split.missingLeft);
    this.frontier.push({ node, start, end, depth, split, improvement });
  }

  /** Writes down what the loaded rows say; returns how mixed they are. */
  private describe(node: number, rows: Int32Array): number {
    const { criterion, targets, weights, plan, numbers } = this;
    const { total } = this.search;
    const width = summaryWidth(plan);
    const own = node * (width + 1);
    let impurity: number;
    if (plan.classCount === 0) {
      const weight = total[0]!;
      let sum = 0;
      for (const row of rows) sum += weights[row]! * targets[row]!;
      const mean = sum / weight;
      let squares = 0;
      for (const row of rows) squares += weights[row]! * (targets[row]! - mean) ** 2;
      numbers[own] = weight;
      numbers[own + 1] = mean;
      impurity = squares / weight;
    } else {
      let weight = 0;
      for (let k = 0; k < width; k++) {
        numbers[own + k] = total[k]!;
        weight += total[k]!;
      }
      const constant = criterion.name === "gini" ? 1 : 0;
      impurity = Math.max(0, constant - criterion.purity(total) / weight);
    }
    numbers[own + width] = impurity;
    return impurity;
  }

  /** Depth first, or with a limit of leaves the one that improves most. */
  private takeNext(): OpenNode | undefined {
    const { frontier, plan } = this;
    if (plan.maxLeafNodes === Infinity) return frontier.pop();
    if (this.leafCount >= plan.maxLeafNodes) return undefined;
    let most = 0;
    for (let index = 1; index < frontier.length; index++) {
      if (frontier[index]!.improvement > frontier[most]!.improvement) most = index;
    }
    return frontier.splice(most, 1)[0];
  }

  /** Moves the rows that go left before those that go right, keeping their order, and looks at both sides. */
  private divide({ node, start, end, depth, split }: OpenNode): void {
    const { columns, rows, spare, integers } = this;
    const { feature, rank, missingLeft } = split;
    integers[node * nodeField.count + nodeField.leftChild] = this.nodeCount;
    const base = feature * columns.rows;
    const missingRank = columns.ranks[feature]!;
    let left = start;
    let right = 0;
    for (let index = start; index < end; index++) {
      const row = rows[index]!;
      const code = columns.codes[base + row]!;
      if (code === missingRank ? missingLeft : code <= rank) rows[left++] = row;
      else spare[right++] = row;
    }
    rows.set(spare.subarray(0, right), left);
    this.leafCount++;
    this.createNode(start, left, depth + 1);
    this.createNode(left, end, depth + 1);
  }
}
