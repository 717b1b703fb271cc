import { checkpoint, createRandom } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import {
  checkParameters,
  display,
  Estimator,
  notNegative,
  positive,
  seed,
  Table,
  toLabels,
  wholeNumber,
} from "../data/index.ts";
import type { Column, DisplayBundle, Label, Labels } from "../data/index.ts";
import { bestItems } from "./best-items.ts";
import type { Recommendation } from "./best-items.ts";
import { rowsOf } from "./factors/factor-model.ts";
import { gramMatrix, solveImplicit } from "./factors/implicit-side.ts";
import { groupRatings, pairedLabels, toRatingData } from "./rating-data.ts";
import type { GroupedRatings, RatingData } from "./rating-data.ts";
import { RatingError } from "./rating-error.ts";

export interface ImplicitMatrixFactorizationParams {
  /** How many tastes users and items are described by. Default 10. */
  nFactors: number;
  /** How much surer one purchase makes than none: the confidence is 1 + alpha · strength. Default 40, as in the paper. */
  alpha: number;
  /** Strength of the penalty reg Σ ‖factors‖². Default 1. */
  reg: number;
  /** Rounds over all users and items, at most. Default 15. */
  maxIter: number;
  /** Stop when a round lowers the objective by less than this share. Default 1e-4. */
  tol: number;
  randomState: number;
}

/** `fit(table, { user, item, strength })`, or lists with one entry for each time. Without a strength each time counts 1; times add up. */
export type InteractionArguments =
  | readonly [table: Table, columns: { user: string; item: string; strength?: string }]
  | readonly [users: Labels, items: Labels, strengths?: Column | ArrayLike<number>];

interface ImplicitState {
  readonly userNames: readonly Label[];
  readonly itemNames: readonly Label[];
  readonly userFactors: readonly number[];
  readonly itemFactors: readonly number[];
  readonly objective: readonly number[];
  /** Different pairs of a user and an item. */
  readonly pairs: number;
}

/** What both sides have learnt, row-major. */
interface ImplicitModel {
  readonly users: Float64Array;
  readonly items: Float64Array;
}

/**
 * Recommends from what people did rather than said: whatever somebody bought or looked at is liked, the more often the surer, and what they did
 * not is liked less, perhaps. (Y. Hu, Y. Koren, C. Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008; M25.)
 */
export class ImplicitMatrixFactorization extends Estimator<ImplicitMatrixFactorizationParams, ImplicitState> {
  readonly type = "ImplicitMatrixFactorization";

  constructor(params: Partial<ImplicitMatrixFactorizationParams> = {}) {
    super({ nFactors: 10, alpha: 40, reg: 1, maxIter: 15, tol: 1e-4, randomState: 0 }, params);
    checkParameters(this.type, this.params, {
      nFactors: wholeNumber(1),
      alpha: positive,
      reg: positive,
      maxIter: wholeNumber(1),
      tol: notNegative,
      randomState: seed,
    });
  }

  /** @throws RatingError for strengths that are not positive, or nothing to learn from */
  async fit(...source: InteractionArguments): Promise<this> {
    this.fitted = undefined;
    const data = toPairs(source);
    const { nFactors, maxIter, tol, randomState } = this.params;
    const random = createRandom(randomState);
    const drawn = (count: number) => Float64Array.from({ length: count * nFactors }, () => 0.1 * random.normal());
    const model = { users: drawn(data.userNames.length), items: drawn(data.itemNames.length) };
    const byUser = groupRatings(data.users, data.userNames.length);
    const byItem = groupRatings(data.items, data.itemNames.length);
    const objective: number[] = [];
    for (let round = 0; round < maxIter; round++) {
      const report = (share: number) => checkpoint(round + share, maxIter, this.type);
      await this.solveSide(byUser, data.items, data.ratings, model.users, model.items, (share) => report(share / 2));
      await this.solveSide(byItem, data.users, data.ratings, model.items, model.users, (share) =>
        report((1 + share) / 2),
      );
      const before = objective.at(-1) ?? Infinity;
      objective.push(this.objectiveOf(model, data));
      if (before - objective.at(-1)! < tol * before) break;
    }
    this.fitted = {
      userNames: data.userNames,
      itemNames: data.itemNames,
      userFactors: [...model.users],
      itemFactors: [...model.items],
      objective,
      pairs: data.ratings.length,
    };
    return this;
  }

  /** What was minimised, after each round. */
  get objective(): readonly number[] {
    return this.state.objective;
  }

  get userNames(): readonly Label[] {
    return this.state.userNames;
  }

  get itemNames(): readonly Label[] {
    return this.state.itemNames;
  }

  /** One row for each user. */
  get userFactors(): number[][] {
    return rowsOf(this.state.userFactors, this.params.nFactors);
  }

  /** One row for each item. */
  get itemFactors(): number[][] {
    return rowsOf(this.state.itemFactors, this.params.nFactors);
  }

  /** Scores, one for each pair: about 1 for what the user takes, 0 for what is not known. */
  predict(users: Labels, items: Labels): number[] {
    const [userLabels, itemLabels] = pairedLabels(users, items);
    const numbered = (names: readonly Label[]) => new Map(names.map((name, index) => [name, index]));
    const [userNumbers, itemNumbers] = [numbered(this.userNames), numbered(this.itemNames)];
    return userLabels.map((label, index) => {
      const [user, item] = [userNumbers.get(label), itemNumbers.get(itemLabels[index]!)];
      return user === undefined || item === undefined ? 0 : this.scoreOf(this.factorsOf(user), item);
    });
  }

  /**
   * The items that a user is most likely to take next.
   * @param n how many; default 10
   * @param options.exclude items that are not to be named, such as those the user has
   * @throws RatingError for a user who is new: `foldIn` is for them
   */
  recommend(user: Label, n = 10, { exclude = [] }: { exclude?: Iterable<Label> } = {}): Recommendation[] {
    const number = this.userNames.indexOf(user);
    if (number < 0)
      throw new RatingError(`The user ${JSON.stringify(user)} was not there at fit; foldIn takes what they did.`);
    return this.rank(this.factorsOf(number), n, exclude);
  }

  /**
   * What somebody new may like, from a few things they did, with the items held fixed.
   * @param strengths of each; default 1
   * @throws RatingError when all items are unknown
   */
  foldIn(
    items: Labels,
    strengths?: ArrayLike<number>,
  ): { factors: readonly number[]; recommend(n?: number): Recommendation[] } {
    const data = toPairs([toLabels(items, "items").map(() => 0), items, strengths]);
    const numbers = new Map(this.itemNames.map((name, index) => [name, index]));
    const known = [...data.items.keys()].filter((index) => numbers.has(data.itemNames[data.items[index]!]!));
    if (known.length === 0) throw new RatingError("None of these items was known when the model was fitted.");
    const factors = Float64Array.from(this.state.itemFactors);
    const own = solveImplicit(
      known.map((index) => numbers.get(data.itemNames[data.items[index]!]!)!),
      known.map((index) => data.ratings[index]!),
      { factors, gram: gramMatrix(factors, this.params.nFactors) },
      this.params,
    );
    return { factors: [...own], recommend: (n = 10) => this.rank(own, n, data.itemNames) };
  }

  override toString(): string {
    return this[display]()["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { userNames, itemNames, pairs, objective } = this.state;
    const count = (value: number) => value.toLocaleString("en");
    const rows = [
      [{ en: "users", "zh-CN": "用户" }, count(userNames.length)],
      [{ en: "items", "zh-CN": "商品" }, count(itemNames.length)],
      [{ en: "pairs of user and item", "zh-CN": "用户–商品对" }, count(pairs)],
      [{ en: "factors", "zh-CN": "隐因子" }, count(this.params.nFactors)],
      [{ en: "rounds", "zh-CN": "轮数" }, count(objective.length)],
    ];
    const nothing = { en: "", "zh-CN": "" };
    return bilingualTable(
      { en: "Implicit matrix factorisation", "zh-CN": "隐式反馈矩阵分解" },
      [nothing, nothing],
      rows,
    );
  }

  private factorsOf(user: number): readonly number[] {
    const { nFactors } = this.params;
    return this.state.userFactors.slice(user * nFactors, (user + 1) * nFactors);
  }

  private scoreOf(factors: ArrayLike<number>, item: number): number {
    const { itemFactors } = this.state;
    let score = 0;
    for (let k = 0; k < factors.length; k++) score += factors[k]! * itemFactors[item * factors.length + k]!;
    return score;
  }

  private rank(factors: ArrayLike<number>, n: number, exclude: Iterable<Label>): Recommendation[] {
    return bestItems(
      this.itemNames,
      this.itemNames.map((_, item) => this.scoreOf(factors, item)),
      n,
      exclude,
    );
  }

  private async solveSide(
    { starts, order }: GroupedRatings,
    others: Int32Array,
    strengths: Float64Array,
    side: Float64Array,
    otherSide: Float64Array,
    report: (share: number) => Promise<void>,
  ): Promise<void> {
    const { nFactors } = this.params;
    const held = { factors: otherSide, gram: gramMatrix(otherSide, nFactors) };
    for (let owner = 0; owner + 1 < starts.length; owner++) {
      if (owner % 200 === 0) await report(owner / (starts.length - 1));
      const own = order.subarray(starts[owner], starts[owner + 1]);
      const taken = own.map((index) => others[index]!);
      const solution = solveImplicit(
        taken,
        Float64Array.from(own, (index) => strengths[index]!),
        held,
        this.params,
      );
      side.set(solution, owner * nFactors);
    }
  }

  /** Over all pairs, those that never met too: their part is Σ (x · y)² = tr(XᵀX YᵀY), less the pairs that did. */
  private objectiveOf({ users, items }: ImplicitModel, data: RatingData): number {
    const { nFactors, alpha, reg } = this.params;
    const [gramUsers, gramItems] = [gramMatrix(users, nFactors), gramMatrix(items, nFactors)];
    let value = gramUsers.reduce((sum, cell, place) => sum + cell * gramItems[place]!, 0);
    for (let k = 0; k < nFactors; k++) value += reg * (gramUsers[k * nFactors + k]! + gramItems[k * nFactors + k]!);
    for (let index = 0; index < data.ratings.length; index++) {
      let score = 0;
      const [user, item] = [data.users[index]! * nFactors, data.items[index]! * nFactors];
      for (let k = 0; k < nFactors; k++) score += users[user + k]! * items[item + k]!;
      value += (1 + alpha * data.ratings[index]!) * (1 - score) ** 2 - score * score;
    }
    return value;
  }
}

/** What happened, each pair of user and item once with its total strength. */
function toPairs(source: InteractionArguments): RatingData {
  const [first, second, third] = source;
  const data =
    first instanceof Table
      ? tablePairs(first, second as { user: string; item: string; strength?: string })
      : toRatingData([
          first as Labels,
          second as Labels,
          third ?? new Float64Array((first as ArrayLike<unknown>).length).fill(1),
        ]);
  const bad = data.ratings.findIndex((strength) => !(strength > 0));
  if (bad >= 0)
    throw new RatingError(
      `Strength ${bad} is ${data.ratings[bad]}; it must be more than 0. Leave out what did not happen.`,
    );
  const pairs = new Map<number, { user: number; item: number; strength: number }>();
  data.ratings.forEach((strength, index) => {
    const [user, item] = [data.users[index]!, data.items[index]!];
    const key = user * data.itemNames.length + item;
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, { user, item, strength });
    else pair.strength += strength;
  });
  const list = [...pairs.values()];
  return {
    ...data,
    users: Int32Array.from(list, ({ user }) => user),
    items: Int32Array.from(list, ({ item }) => item),
    ratings: Float64Array.from(list, ({ strength }) => strength),
  };
}

function tablePairs(
  table: Table,
  { user, item, strength }: { user: string; item: string; strength?: string },
): RatingData {
  const strengths = strength === undefined ? new Float64Array(table.rowCount).fill(1) : table.column(strength);
  return toRatingData([table.column(user), table.column(item), strengths]);
}
