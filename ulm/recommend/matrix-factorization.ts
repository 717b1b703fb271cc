import { createRandom } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import {
  checkParameters,
  display,
  Estimator,
  flag,
  notNegative,
  oneOf,
  ParameterError,
  positive,
  seed,
  toLabels,
  wholeNumber,
} from "../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../data/index.ts";
import { alternateLeastSquares } from "./factors/alternate-least-squares.ts";
import { descendGradient } from "./factors/descend-gradient.ts";
import { predictRating } from "./factors/factor-model.ts";
import type { FactorModel } from "./factors/factor-model.ts";
import { SideSolver } from "./factors/solve-side.ts";
import { bestItems } from "./best-items.ts";
import type { Recommendation } from "./best-items.ts";
import { rowsOf } from "./factors/factor-model.ts";
import { pairedLabels, toRatingData } from "./rating-data.ts";
import type { RatingArguments, RatingData } from "./rating-data.ts";
import { RatingError } from "./rating-error.ts";

export interface MatrixFactorizationParams {
  /** How many tastes users and items are described by. Default 10. */
  nFactors: number;
  /** "als", alternating least squares, or "sgd", stochastic gradient descent. Default "als". */
  method: "als" | "sgd";
  /** Strength of the penalty reg Σ (bias² + ‖factors‖²). Default 0.1. */
  reg: number;
  /**
   * Whether the penalty of a user or item counts once for each of their ratings (as in Spark's ALS and Surprise's SVD) rather than once
   * (as if tastes had a normal distribution, the same for those who rate often and seldom). Default true.
   */
  weighted: boolean;
  /** Whether users and items have a rating level of their own. Default true; false also leaves out the mean of all ratings. */
  biased: boolean;
  /** Rounds over all ratings, at most. Default 30. */
  maxIter: number;
  /** Stop when a round lowers the objective by less than this share. Default 1e-5. */
  tol: number;
  /** Of "sgd". Default 0.01. */
  learningRate: number;
  randomState: number;
}

interface MatrixFactorizationState {
  readonly userNames: readonly Label[];
  readonly itemNames: readonly Label[];
  readonly mean: number;
  readonly userBiases: readonly number[];
  readonly itemBiases: readonly number[];
  readonly userFactors: readonly number[];
  readonly itemFactors: readonly number[];
  /** After each round. */
  readonly objective: readonly number[];
  readonly rmse: number;
  readonly ratings: number;
}

/** Somebody who was not there at `fit`. */
export interface FoldedUser {
  readonly bias: number;
  readonly factors: readonly number[];
  /** Expected ratings. Items that nobody rated get the user's level. */
  predict(items: Labels): number[];
  /** The best items that the user has not rated. @param n default 10 */
  recommend(n?: number): Recommendation[];
}

/**
 * Finds the tastes behind ratings: rating ≈ mean + user's level + item's level + user's tastes · item's properties. (Y. Koren, R. Bell,
 * C. Volinsky, "Matrix factorization techniques for recommender systems", Computer 42, 2009; article 000 §4.2, M25.) Where there are no
 * ratings but only what people bought or looked at, `ImplicitMatrixFactorization` is for that.
 */
export class MatrixFactorization extends Estimator<MatrixFactorizationParams, MatrixFactorizationState> {
  readonly type = "MatrixFactorization";
  private numbers: { users: Map<Label, number>; items: Map<Label, number>; model: FactorModel } | undefined;

  constructor(params: Partial<MatrixFactorizationParams> = {}) {
    const defaults = {
      ...({ nFactors: 10, method: "als", reg: 0.1, weighted: true, biased: true } as const),
      ...{ maxIter: 30, tol: 1e-5, learningRate: 0.01, randomState: 0 },
    };
    super(defaults, params);
    checkParameters(this.type, this.params, {
      nFactors: wholeNumber(1),
      method: oneOf("als", "sgd"),
      reg: positive,
      weighted: flag,
      biased: flag,
      maxIter: wholeNumber(1),
      tol: notNegative,
      learningRate: positive,
      randomState: seed,
    });
  }

  /**
   * `fit(table, { user, item, rating })`, or `fit(users, items, ratings)`. Somebody who rated an item several times counts with all.
   * @throws RatingError for ratings that are no finite numbers; ParameterError when "sgd" runs away
   */
  async fit(...source: RatingArguments): Promise<this> {
    this.fitted = undefined;
    this.numbers = undefined;
    const data = toRatingData(source);
    const { method, maxIter, tol, learningRate, biased } = this.params;
    const random = createRandom(this.params.randomState);
    const mean = biased ? data.ratings.reduce((sum, rating) => sum + rating, 0) / data.ratings.length : 0;
    const side = (count: number) => ({
      biases: new Float64Array(count),
      factors: Float64Array.from({ length: count * this.params.nFactors }, () => 0.1 * random.normal()),
    });
    const model: FactorModel = { mean, users: side(data.userNames.length), items: side(data.itemNames.length) };
    const objective: number[] = [];
    const done = () => {
      const value = this.objectiveOf(model, data);
      if (!Number.isFinite(value)) {
        throw new ParameterError(
          `MatrixFactorization: the steps run away; lower learningRate (${learningRate}) or raise reg.`,
        );
      }
      const before = objective.at(-1) ?? Infinity;
      objective.push(value);
      return before - value >= 0 && before - value < tol * before;
    };
    if (method === "als") await alternateLeastSquares(data, model, this.params, { maxIter, done });
    else await descendGradient(data, model, this.params, { maxIter, learningRate, random, done });
    this.fitted = {
      userNames: data.userNames,
      itemNames: data.itemNames,
      mean,
      userBiases: [...model.users.biases],
      itemBiases: [...model.items.biases],
      userFactors: [...model.users.factors],
      itemFactors: [...model.items.factors],
      objective,
      rmse: Math.sqrt(squaredErrors(model, data) / data.ratings.length),
      ratings: data.ratings.length,
    };
    return this;
  }

  /** The mean of all ratings; 0 if not `biased`. */
  get mean(): number {
    return this.state.mean;
  }

  /** What was minimised, after each round. */
  get objective(): readonly number[] {
    return this.state.objective;
  }

  /** Root mean squared error on the ratings that were learnt from. Only ratings held back tell how good the model is. */
  get rmse(): number {
    return this.state.rmse;
  }

  /** Items in the order of `itemFactors`. */
  get itemNames(): readonly Label[] {
    return this.state.itemNames;
  }

  get userNames(): readonly Label[] {
    return this.state.userNames;
  }

  /** One row for each item. Only what users' and items' factors give together has a meaning: both can be turned and scaled. */
  get itemFactors(): number[][] {
    return rowsOf(this.state.itemFactors, this.params.nFactors);
  }

  get userFactors(): number[][] {
    return rowsOf(this.state.userFactors, this.params.nFactors);
  }

  /** Expected ratings, one for each pair. A user or item that is new gets the level that is known of the other. */
  predict(users: Labels, items: Labels): number[] {
    const [userLabels, itemLabels] = pairedLabels(users, items);
    const { users: userNumbers, items: itemNumbers, model } = this.lookup();
    return userLabels.map((label, index) => {
      const [user, item] = [userNumbers.get(label), itemNumbers.get(itemLabels[index]!)];
      if (user !== undefined && item !== undefined) return predictRating(model, user, item);
      return (
        model.mean +
        (user === undefined ? 0 : model.users.biases[user]!) +
        (item === undefined ? 0 : model.items.biases[item]!)
      );
    });
  }

  /** Root mean squared error of the predictions for ratings that were held back. */
  score(...source: RatingArguments): number {
    const { users, items, userNames, itemNames, ratings } = toRatingData(source);
    const predicted = this.predict(
      Array.from(users, (user) => userNames[user]!),
      Array.from(items, (item) => itemNames[item]!),
    );
    const squares = predicted.reduce((sum, value, index) => sum + (value - ratings[index]!) ** 2, 0);
    return Math.sqrt(squares / ratings.length);
  }

  /**
   * The items that a user is expected to rate best. For a user who is new, those that all like best.
   * @param n how many; default 10
   * @param options.exclude items that are not to be named, such as those the user has
   */
  recommend(user: Label, n = 10, { exclude = [] }: { exclude?: Iterable<Label> } = {}): Recommendation[] {
    const { itemNames } = this.state;
    return bestItems(
      itemNames,
      this.predict(
        itemNames.map(() => user),
        itemNames,
      ),
      n,
      exclude,
    );
  }

  /**
   * The tastes of somebody new, from a few ratings, with everything else held fixed: one small ridge regression (000 §4.2).
   * @throws RatingError for ratings of items that are all unknown
   */
  foldIn(items: Labels, ratings: ArrayLike<number>): FoldedUser {
    const { items: itemNumbers, model } = this.lookup();
    const data = toRatingData([toLabels(items, "items").map(() => 0), items, ratings]);
    const known = [...data.ratings.keys()].filter((index) => itemNumbers.has(data.itemNames[data.items[index]!]!));
    if (known.length === 0) throw new RatingError("None of these items was rated when the model was fitted.");
    const solution = new SideSolver(this.params).solve(
      known.map((index) => itemNumbers.get(data.itemNames[data.items[index]!]!)!),
      known.map((index) => data.ratings[index]! - model.mean),
      model.items,
    );
    const factors = solution.subarray(0, this.params.nFactors);
    const bias = this.params.biased ? solution.at(-1)! : 0;
    const single = { ...model, users: { biases: Float64Array.of(bias), factors } };
    const predict = (asked: Labels) =>
      toLabels(asked, "items").map((label) => {
        const item = itemNumbers.get(label);
        return item === undefined ? model.mean + bias : predictRating(single, 0, item);
      });
    const { itemNames } = this.state;
    return {
      bias,
      factors: [...factors],
      predict,
      recommend: (n = 10) => bestItems(itemNames, predict(itemNames), n, data.itemNames),
    };
  }

  override toString(): string {
    return this[display]()["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { userNames, itemNames, ratings, rmse, objective } = this.state;
    const count = (value: number) => value.toLocaleString("en");
    const rows = [
      [{ en: "users", "zh-CN": "用户" }, count(userNames.length)],
      [{ en: "items", "zh-CN": "商品" }, count(itemNames.length)],
      [{ en: "ratings", "zh-CN": "评分" }, count(ratings)],
      [{ en: "factors", "zh-CN": "隐因子" }, count(this.params.nFactors)],
      [{ en: "rounds", "zh-CN": "轮数" }, count(objective.length)],
      [{ en: "RMSE on what was learnt from", "zh-CN": "训练集 RMSE" }, rmse.toFixed(4)],
    ];
    const nothing = { en: "", "zh-CN": "" };
    return bilingualTable({ en: "Matrix factorisation", "zh-CN": "矩阵分解" }, [nothing, nothing], rows);
  }

  protected override restore(state: object): void {
    super.restore(state);
    this.numbers = undefined;
  }

  private lookup() {
    const { userNames, itemNames, mean, userBiases, itemBiases, userFactors, itemFactors } = this.state;
    const numbered = (names: readonly Label[]) => new Map(names.map((name, index) => [name, index]));
    const side = (biases: readonly number[], factors: readonly number[]) => ({
      biases: Float64Array.from(biases),
      factors: Float64Array.from(factors),
    });
    return (this.numbers ??= {
      users: numbered(userNames),
      items: numbered(itemNames),
      model: { mean, users: side(userBiases, userFactors), items: side(itemBiases, itemFactors) },
    });
  }

  private objectiveOf(model: FactorModel, data: RatingData): number {
    const { reg, weighted, nFactors } = this.params;
    const penalty = (owners: Int32Array, { biases, factors }: FactorModel["users"]) => {
      const squares = biases.map((bias) => bias * bias);
      factors.forEach((value, place) => (squares[Math.floor(place / nFactors)]! += value * value));
      if (!weighted) return squares.reduce((sum, square) => sum + square, 0);
      return owners.reduce((sum, owner) => sum + squares[owner]!, 0);
    };
    return squaredErrors(model, data) + reg * (penalty(data.users, model.users) + penalty(data.items, model.items));
  }
}

function squaredErrors(model: FactorModel, { users, items, ratings }: RatingData): number {
  let sum = 0;
  for (let index = 0; index < ratings.length; index++) {
    sum += (ratings[index]! - predictRating(model, users[index]!, items[index]!)) ** 2;
  }
  return sum;
}
