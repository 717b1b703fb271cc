import { checkpoint, createRandom, leastSquares } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { checkParameters, ParameterError, seed, Table, toTable, wholeNumber } from "../../data/index.ts";
import type { Features, Label } from "../../data/index.ts";
import type { Model } from "../../learn/index.ts";
import { evenlyChosen } from "./evenly-chosen.ts";
import { likeGiven, stackRows } from "./like-given.ts";
import { modelOutput } from "./model-output.ts";
import type { ModelOutput } from "./model-output.ts";
import { ShapValues } from "./shap-values.ts";

export interface KernelShapOptions {
  /** Up to this many features all coalitions are asked and the values are exact. Default 11 (2048 coalitions). */
  exactUpTo?: number;
  /** With more features, how many coalitions are drawn. Default 2048. */
  nSamples?: number;
  /** The most background rows, evenly chosen. Default 100. */
  backgroundRows?: number;
  /** The class whose probability is explained. Default the last. */
  positive?: Label;
  /** Default 0. */
  randomState?: number;
}

/**
 * SHAP values of any model (Lundberg & Lee 2017, "A Unified Approach to Interpreting Model Predictions"): the Shapley values of the
 * game in which a coalition of features is worth what the model says on average when the features outside it take the values of
 * background rows. Exact for few features; for more, the weighted regression of the paper on coalitions drawn in pairs (each with its
 * complement). For trees, the exact algorithm of trees is faster.
 * @param background rows that stand for everybody, usually of the training data
 * @param X rows to explain
 * @throws ParameterError for a background without rows, or fewer samples than twice the features
 */
export async function kernelShap(
  model: Model,
  background: Features,
  X: Features,
  options: KernelShapOptions = {},
): Promise<ShapValues> {
  const { exactUpTo = 11, nSamples = 2048, backgroundRows = 100, randomState = 0 } = options;
  const rules = {
    exactUpTo: wholeNumber(0, 20),
    nSamples: wholeNumber(2),
    backgroundRows: wholeNumber(1),
    randomState: seed,
  };
  checkParameters("kernelShap", { exactUpTo, nSamples, backgroundRows, randomState }, rules);
  const rows = toTable(X);
  const everybody = toTable(background);
  if (everybody.rowCount === 0) throw new ParameterError("kernelShap: the background has no rows.");
  const reference = everybody.take(evenlyChosen(everybody.rowCount, backgroundRows));
  const output = modelOutput(model, options.positive);
  const features = rows.columnCount;
  const coalitions = features <= exactUpTo ? allCoalitions(features) : undefined;
  if (coalitions === undefined && nSamples < 2 * features) {
    throw new ParameterError(`kernelShap: nSamples must be at least ${2 * features} for ${features} features.`);
  }
  const random = createRandom(randomState);
  const baseValue = mean(output.of(likeGiven(reference, X)));
  const values: number[][] = [];
  for (let row = 0; row < rows.rowCount; row++) {
    await checkpoint(row, rows.rowCount, "KernelSHAP");
    const game = new CoalitionGame(output, reference, rows.take([row]), X);
    values.push(
      coalitions === undefined
        ? await sampledShapley(game, features, baseValue, nSamples, random)
        : exactShapley(await game.worths(coalitions), features),
    );
  }
  return new ShapValues({ en: output.name, "zh-CN": output.chineseName }, baseValue, values, rows);
}

/** Rows asked of the model at once. */
const batchRows = 50_000;

/** What coalitions of the features of one row are worth. */
class CoalitionGame {
  private readonly output: ModelOutput;
  private readonly stacked: Table;
  private readonly backgroundCount: number;
  private readonly given: Features;

  constructor(output: ModelOutput, background: Table, row: Table, given: Features) {
    this.output = output;
    this.stacked = stackRows(background.select(row.columnNames), row);
    this.backgroundCount = background.rowCount;
    this.given = given;
  }

  /** @param coalitions for each the features in it */
  async worths(coalitions: readonly Uint8Array[]): Promise<Float64Array> {
    const worths = new Float64Array(coalitions.length);
    const atOnce = Math.max(1, Math.floor(batchRows / this.backgroundCount));
    for (let start = 0; start < coalitions.length; start += atOnce) {
      await checkpoint(start, coalitions.length, "KernelSHAP");
      const part = coalitions.slice(start, start + atOnce);
      const said = this.output.of(likeGiven(this.mixed(part), this.given));
      part.forEach((_, index) => {
        const from = index * this.backgroundCount;
        worths[start + index] = mean(said.subarray(from, from + this.backgroundCount));
      });
    }
    return worths;
  }

  /** For each coalition all background rows, with the features of the coalition as in the row (which is stacked last). */
  private mixed(coalitions: readonly Uint8Array[]): Table {
    const count = this.backgroundCount;
    const columns = this.stacked.columns.map((column, feature) => {
      const from = new Int32Array(coalitions.length * count);
      coalitions.forEach((coalition, index) => {
        for (let row = 0; row < count; row++) from[index * count + row] = coalition[feature] === 1 ? count : row;
      });
      return column.take(from);
    });
    return new Table(columns);
  }
}

/** Every subset of the features; subset s has feature i where bit i of s is set. */
function allCoalitions(features: number): Uint8Array[] {
  return Array.from({ length: 2 ** features }, (_, subset) =>
    Uint8Array.from({ length: features }, (_, feature) => (subset >> feature) & 1),
  );
}

/** φᵢ = Σ over S without i of |S|! (M − |S| − 1)! / M! · (v(S ∪ i) − v(S)). */
function exactShapley(worths: Float64Array, features: number): number[] {
  const weights = subsetWeights(features);
  return Array.from({ length: features }, (_, feature) => {
    const bit = 1 << feature;
    let sum = 0;
    for (let subset = 0; subset < worths.length; subset++) {
      if (subset & bit) continue;
      sum += weights[countBits(subset)]! * (worths[subset | bit]! - worths[subset]!);
    }
    return sum;
  });
}

/** |S|! (M − |S| − 1)! / M! for each size of S. */
function subsetWeights(features: number): number[] {
  const weights = [1 / features];
  for (let size = 1; size < features; size++) weights.push((weights[size - 1]! * size) / (features - size));
  return weights;
}

/**
 * The regression of the paper: coalitions by the Shapley kernel, constrained to sum to v(all) − v(none). The last feature is what the
 * others leave, so that the constraint holds exactly.
 */
async function sampledShapley(
  game: CoalitionGame,
  features: number,
  baseValue: number,
  nSamples: number,
  random: RandomSource,
): Promise<number[]> {
  const drawn = drawCoalitions(features, nSamples, random);
  const everything = new Uint8Array(features).fill(1);
  const worths = await game.worths([everything, ...drawn]);
  const whole = worths[0]! - baseValue;
  const last = features - 1;
  const columns = Array.from({ length: last }, (_, feature) =>
    Float64Array.from(drawn, (coalition) => coalition[feature]! - coalition[last]!),
  );
  const targets = Float64Array.from(drawn, (coalition, row) => worths[row + 1]! - baseValue - coalition[last]! * whole);
  const { solution } = await leastSquares(columns, targets, "KernelSHAP");
  return [...solution, whole - solution.reduce((sum, value) => sum + value, 0)];
}

/** Sizes by their total kernel weight, (M − 1) / (k (M − k)), members at random; each coalition is followed by its complement. */
function drawCoalitions(features: number, count: number, random: RandomSource): Uint8Array[] {
  const weights = Array.from({ length: features - 1 }, (_, index) => 1 / ((index + 1) * (features - index - 1)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const drawn: Uint8Array[] = [];
  while (drawn.length < count) {
    let rest = random.random() * total;
    const size =
      1 +
      Math.max(
        0,
        weights.findIndex((weight) => (rest -= weight) < 0),
      );
    const members = random.permutation(features).subarray(0, size);
    const coalition = new Uint8Array(features);
    for (const member of members) coalition[member] = 1;
    drawn.push(
      coalition,
      coalition.map((inside) => 1 - inside),
    );
  }
  return drawn;
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) count++;
  return count;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
