import { checkpoint, withKernels } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { Tree } from "../trees/tree.ts";
import { hasSquare } from "../check-squares.ts";
import { DivergenceError } from "../divergence-error.ts";
import { binColumns } from "./binned-columns.ts";
import type { BinnedColumns } from "./binned-columns.ts";
import { BoostingGrower } from "./boosting-grower.ts";
import { baseline, meanLoss, predictorCount } from "./boosting-loss.ts";
import type { BoostingTargets } from "./boosting-loss.ts";
import type { BoostingRules } from "./boosting-rules.ts";
import { lossGradients } from "./loss-gradients.ts";

/** When to stop before `maxIter`. */
export interface EarlyStopping {
  /** Rows to judge by, `null` for those that are learnt from. */
  readonly validation: { readonly matrix: Matrix; readonly targets: BoostingTargets } | null;
  readonly nIterNoChange: number;
  readonly tol: number;
}

export interface BoostingProblem {
  readonly matrix: Matrix;
  /** For each column whether its numbers stand for categories. */
  readonly categorical: readonly boolean[];
  readonly maxBins: number;
  readonly targets: BoostingTargets;
  readonly rules: BoostingRules;
  readonly maxIter: number;
  /** `null` to do all iterations. */
  readonly earlyStopping: EarlyStopping | null;
}

export interface BoostingSolution {
  /** What the model says without trees: one number for each predictor. */
  readonly baseline: number[];
  /** One tree for each predictor and iteration: those of the first iteration, then those of the second, … */
  readonly trees: Tree[];
  /** The loss that early stopping looked at, before the first iteration and after each; empty without early stopping. */
  readonly losses: number[];
}

/** Rows of which gradients are computed at a time. */
const gradientBlock = 8192;

/**
 * Gradient boosting by Newton steps (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001; Chen & Guestrin,
 * 2016): each tree takes a step, `learningRate` wide, towards less loss.
 * @param label the model, for progress and messages
 * @throws DivergenceError where steps are so wide that predictions leave the numbers
 */
export async function boost(problem: BoostingProblem, label: string): Promise<BoostingSolution> {
  const { targets, maxIter, earlyStopping } = problem;
  const start = baseline(targets);
  const trees: Tree[] = [];
  const losses: number[] = [];
  await withKernels(label, async (kernels) => {
    const rules = { ...problem, weights: targets.weights };
    const binned = await binColumns(kernels, problem.matrix, rules, label);
    const learner = new Learner(kernels, binned, problem, start);
    const judge = earlyStopping === null ? undefined : new Judge(earlyStopping, learner, start);
    if (judge !== undefined) losses.push(judge.loss());
    for (let iteration = 0; iteration < maxIter; iteration++) {
      await checkpoint(iteration, maxIter, label);
      const grown = learner.step();
      if (grown === undefined) throw diverged(problem, iteration + 1, label);
      trees.push(...grown);
      if (judge === undefined) continue;
      judge.hear(grown);
      losses.push(judge.loss());
      if (shouldStop(losses, earlyStopping!)) break;
    }
  });
  return { baseline: start, trees, losses };
}

/** What the model says about the rows it learns from, tree by tree. */
class Learner {
  /** Predictors × rows. */
  readonly raw: Float64Array;
  readonly targets: BoostingTargets;
  private readonly rows: number;
  private readonly predictors: number;
  private readonly kernels: Kernels;
  private readonly grower: BoostingGrower;
  /** `raw` as it was before the iteration: all trees of an iteration step from the same place. */
  private readonly before: Float64Array;
  private readonly shared: { readonly targets: Float64Array; readonly weights: Float64Array };
  /** Gradients and hessians of each block of rows. */
  private readonly sums: Float64Array;

  constructor(kernels: Kernels, binned: BinnedColumns, { targets, rules }: BoostingProblem, start: readonly number[]) {
    this.rows = binned.rows;
    this.targets = targets;
    this.predictors = predictorCount(targets);
    this.kernels = kernels;
    this.grower = new BoostingGrower(kernels, binned, rules);
    this.shared = { targets: kernels.copy(targets.targets), weights: kernels.copy(targets.weights) };
    this.sums = kernels.float64(2 * Math.ceil(binned.rows / gradientBlock));
    this.raw = kernels.float64(start.length * binned.rows);
    this.before = start.length === 1 ? this.raw : kernels.float64(this.raw.length);
    start.forEach((value, own) => this.raw.fill(value, own * binned.rows, (own + 1) * binned.rows));
  }

  /** Grows one tree for each predictor. @returns undefined where predictions are no longer such that trees can be grown for them */
  step(): Tree[] | undefined {
    const { before, raw } = this;
    if (before !== raw) before.set(raw);
    const trees: Tree[] = [];
    for (let own = 0; own < this.predictors; own++) {
      const { gradients, hessians } = this.describe(own);
      // Of squares of gradients the gain of a split is made.
      if (!hasSquare(gradients) || !hasSquare(hessians)) return undefined;
      trees.push(this.grower.grow(gradients, hessians, raw, own));
    }
    return trees;
  }

  /** Writes down gradient and hessian of each row for one predictor. @returns their sums */
  private describe(own: number): { gradients: number; hessians: number } {
    const { rows, before, sums } = this;
    const { targets, weights } = this.shared;
    const { classCount } = this.targets;
    this.kernels.runNow(
      lossGradients,
      [before, targets, weights, this.grower.records, sums, gradientBlock, rows, classCount, own],
      { items: rows, block: gradientBlock },
    );
    let gradients = 0;
    let hessians = 0;
    for (let block = 0; block < sums.length; block += 2) {
      gradients += sums[block]!;
      hessians += sums[block + 1]!;
    }
    return { gradients, hessians };
  }
}

function diverged({ rules }: BoostingProblem, iteration: number, label: string): DivergenceError {
  const remedy = `Use a smaller learningRate (it is ${rules.learningRate}).`;
  return new DivergenceError(label, "iteration", iteration, "predictions grew beyond all numbers", remedy);
}

/** Follows the loss on rows that are not learnt from, or else on those that are. */
class Judge {
  private readonly validation: EarlyStopping["validation"];
  private readonly learner: Learner;
  private readonly raw: Float64Array;

  constructor({ validation }: EarlyStopping, learner: Learner, start: readonly number[]) {
    this.validation = validation;
    this.learner = learner;
    const rows = validation?.matrix.rows ?? 0;
    this.raw = new Float64Array(rows * start.length);
    start.forEach((value, own) => this.raw.fill(value, own * rows, (own + 1) * rows));
  }

  hear(trees: readonly Tree[]): void {
    if (this.validation === null) return;
    const { data, rows, columns } = this.validation.matrix;
    trees.forEach((tree, own) => {
      for (let row = 0; row < rows; row++) this.raw[own * rows + row]! += tree.value[tree.leafOf(data, row * columns)]!;
    });
  }

  loss(): number {
    if (this.validation === null) return meanLoss(this.learner.raw, this.learner.targets);
    return meanLoss(this.raw, this.validation.targets);
  }
}

/** Whether none of the last iterations has lowered the loss by more than `tol` below that before them. */
function shouldStop(losses: readonly number[], { nIterNoChange, tol }: EarlyStopping): boolean {
  if (losses.length < nIterNoChange + 1) return false;
  const reference = losses.at(-nIterNoChange - 1)! - tol;
  return losses.slice(-nIterNoChange).every((loss) => loss >= reference);
}
