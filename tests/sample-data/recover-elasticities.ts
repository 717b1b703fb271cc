import { cholesky, choleskySolve } from "ulm/compute";
import { Matrix } from "ulm/data";
import { LogisticRegression } from "ulm/learn";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";
import type { Estimate } from "./recover.ts";

/** One choice among the products of the shop, and what could have been chosen instead. */
interface Choice {
  readonly order: string;
  readonly week: number;
  /** CNY at base prices: what the order is worth. */
  readonly worth: number;
  readonly product: string;
  canBe(product: string): boolean;
}

/** Two choices of one user, of different products in weeks with different prices. */
interface Pair {
  readonly user: string;
  /** How many choices the user has made. */
  readonly choices: number;
  /** How much more likely what was chosen is than the same two products the other way round, for each parameter of one. */
  readonly features: readonly number[];
  /** Whether the product that comes first in the catalogue was chosen first. */
  readonly isInOrder: boolean;
}

const categories = Object.keys(truth.elasticity);

/**
 * Conditional logit with an effect for each user and product (Chamberlain 1980, "Analysis of covariance with qualitative data"), which has
 * to know neither tastes nor what else was for sale: a user has chosen two products in two orders, and what is asked is which of them in
 * which. Everything but what differs between the orders falls out of that: the week's prices, and the price level, which follows from
 * what the order is worth. What was not for sale, or would not have fitted into the basket, was no choice; the second products of planted
 * rules, which are taken whatever they cost, are left out.
 *
 * Pairs with a choice in common are not independent: the standard errors are those of sums over users (Liang & Zeger 1986).
 */
export async function recoverElasticities(world: KnownWorld): Promise<Estimate[]> {
  const pairs = pairsOfChoices(world);
  const X = Matrix.fromRows(pairs.map(({ features }) => features as number[]));
  const y = pairs.map(({ isInOrder }) => Number(isInOrder));
  // A user's pairs are as many as the square of the choices, and say as much as their number.
  const weights = pairs.map(({ choices }) => 1 / choices);
  const model = await new LogisticRegression({ penalty: "none", fitIntercept: false }).fit(X, y, {
    sampleWeight: weights,
  });
  const errors = clusteredErrors(pairs, weights, model.predictProba(X).column(1));
  const known = [...Object.values(truth.elasticity), 1];
  return [...categories, "price level"].map((of, index) => ({
    of,
    estimate: model.coef[0]![index]!,
    truth: known[index]!,
    standardError: errors[index]!,
  }));
}

/** All pairs of choices of each user that say something of prices. */
function pairsOfChoices(world: KnownWorld): Pair[] {
  const { weekOf, logPrice, isOffered } = weeklyPrices(world);
  const base = new Map(world.shop.products.rows().map((row) => [row.product_id, row]));
  const { share, spread } = truth.priceLevel;
  /** How much a product's price level speaks against it, in an order of such worth. */
  const level = (product: string, worth: number) =>
    -Math.log(1 + (Math.log(base.get(product)!.price_cny / (worth * share)) / spread) ** 2);
  const pairs: Pair[] = [];
  for (const [user, choices] of choicesByUser(world, weekOf, isOffered)) {
    for (const [index, one] of choices.entries()) {
      for (const other of choices.slice(index + 1)) {
        if (one.order === other.order || one.product === other.product) continue;
        const [first, second] = one.product < other.product ? [one, other] : [other, one];
        if (!first.canBe(second.product) || !second.canBe(first.product)) continue;
        const cheaper = (product: string) => logPrice(product, first.week) - logPrice(product, second.week);
        const [ofFirst, ofSecond] = [cheaper(first.product), cheaper(second.product)];
        if (ofFirst === 0 && ofSecond === 0) continue;
        // `one` is the earlier choice.
        const isInOrder = first === one;
        const sign = isInOrder ? 1 : -1;
        const features = new Array<number>(categories.length + 1).fill(0);
        features[categories.indexOf(base.get(first.product)!.category)]! += sign * ofFirst;
        features[categories.indexOf(base.get(second.product)!.category)]! -= sign * ofSecond;
        const byWorth = (product: string) => level(product, first.worth) - level(product, second.worth);
        features[categories.length] = sign * (byWorth(first.product) - byWorth(second.product));
        pairs.push({ user, choices: choices.length, features, isInOrder });
      }
    }
  }
  return pairs;
}

/** The choices of each user in order of time. */
function choicesByUser(
  { shop }: KnownWorld,
  weekOf: (at: Date) => number,
  isOffered: (product: string, week: number) => boolean,
) {
  const base = new Map<string, number>(shop.products.rows().map((row) => [row.product_id, row.price_cny]));
  const companions = new Map<string, string>(truth.rules.map((rule) => [rule.if, rule.then]));
  const isCompanion = new Set(companions.values());
  const room = (product: string) => base.get(product)! + (base.get(companions.get(product)!) ?? 0);
  const lines = new Map<string, { product: string; quantity: number; worth: number }[]>();
  for (const { order_id, product_id, quantity, paid_cny, unit_price_cny } of shop.order_items.rows()) {
    const worth = (paid_cny * base.get(product_id)!) / unit_price_cny;
    lines.set(order_id, [...(lines.get(order_id) ?? []), { product: product_id, quantity, worth }]);
  }
  const byUser = new Map<string, Choice[]>();
  for (const { order_id: order, user_id, at } of shop.orders.orderBy("at").rows()) {
    const items = lines.get(order)!;
    const worth = items.reduce((sum, item) => sum + item.worth, 0);
    const limit = worth / (1 - truth.largestDiscount);
    const week = weekOf(at);
    const choices = byUser.get(user_id) ?? [];
    let filled = 0;
    items.forEach(({ product, quantity }, index) => {
      const left = limit - filled;
      const before = new Set(items.slice(0, index).map((item) => item.product));
      const canBe = (other: string) => isOffered(other, week) && !before.has(other) && room(other) <= left;
      if (!isCompanion.has(product) && canBe(product)) choices.push({ order, week, worth, product, canBe });
      filled += base.get(product)! * quantity;
    });
    byUser.set(user_id, choices);
  }
  return byUser;
}

/** Square roots of the diagonal of H⁻¹ (Σ g gᵀ) H⁻¹, g being the gradient of one user's pairs and H the curvature of all. */
function clusteredErrors(pairs: readonly Pair[], weights: readonly number[], probabilities: Float64Array): number[] {
  const size = categories.length + 1;
  const curvature = new Float64Array(size * size);
  const gradients = new Map<string, Float64Array>();
  pairs.forEach(({ user, features, isInOrder }, row) => {
    const p = probabilities[row]!;
    const gradient = gradients.get(user) ?? new Float64Array(size);
    gradients.set(user, gradient);
    for (let i = 0; i < size; i++) {
      if (features[i] === 0) continue;
      gradient[i]! += weights[row]! * (Number(isInOrder) - p) * features[i]!;
      for (let j = 0; j < size; j++)
        curvature[i * size + j]! += weights[row]! * p * (1 - p) * features[i]! * features[j]!;
    }
  });
  const factor = cholesky(curvature, size);
  const variances = new Array<number>(size).fill(0);
  for (const gradient of gradients.values()) {
    const effect = choleskySolve(factor, gradient);
    effect.forEach((value, index) => (variances[index]! += value * value));
  }
  return variances.map(Math.sqrt);
}

function weeklyPrices({ shop }: KnownWorld) {
  const weeks = [...new Set(shop.stock.rows().map(({ week_from }) => +week_from))].sort((one, other) => one - other);
  const missing = new Set(
    shop.stock
      .filter(({ offered }) => offered === 0)
      .rows()
      .map(({ product_id, week_from }) => `${product_id} ${+week_from}`),
  );
  const prices = new Map<string, number[]>(
    shop.products.rows().map(({ product_id, price_cny }) => {
      const changes = shop.price_changes.filter((row) => row.product_id === product_id).rows();
      return [
        product_id,
        weeks.map((from) => Math.log(changes.findLast((change) => +change.from <= from)?.new_price_cny ?? price_cny)),
      ];
    }),
  );
  return {
    weekOf: (at: Date) =>
      Math.max(
        0,
        weeks.findLastIndex((from) => from <= +at),
      ),
    logPrice: (product: string, week: number) => prices.get(product)![week]!,
    isOffered: (product: string, week: number) => !missing.has(`${product} ${weeks[week]}`),
  };
}
