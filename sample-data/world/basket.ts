import type { Random } from "../random.mjs";
import { priceOf, type Product } from "./catalogue.ts";
import { drawIndex } from "./draw.ts";
import { log, power } from "./portable-math.ts";
import { isInStock } from "./supply.ts";
import { truth } from "./truth.ts";

export interface Line {
  product: Product;
  quantity: number;
}

/** What goes into one order, and the share by which all of it is cheaper. */
export interface Basket {
  lines: Line[];
  discount: number;
}

/**
 * Fills a basket worth what the user is to spend, or up to `truth.largestDiscount` more, which the discount takes off again. Worth is at base
 * prices, so the week's prices change what is chosen by their elasticities alone, and what is paid.
 * @param worth CNY at base prices, the discount taken off
 * @param appeals how a user likes each product at its base price
 */
export function fillBasket(
  random: Random,
  worth: number,
  week: number,
  catalogue: readonly Product[],
  appeals: readonly number[],
): Basket {
  const limit = worth / (1 - truth.largestDiscount);
  const weights = weighProducts(worth, week, catalogue, appeals);
  const lines = new Map<Product, Line>();
  let filled = 0;
  const take = (product: Product, quantity: number) => {
    lines.set(product, { product, quantity });
    filled += product.basePrice * quantity;
  };
  while (filled < worth) {
    const affordable = weights.map((weight, index) =>
      !lines.has(catalogue[index]) && roomFor(catalogue, index) <= limit - filled ? weight : 0,
    );
    if (affordable.every((weight) => weight === 0)) break;
    const index = drawIndex(random, affordable);
    const product = catalogue[index];
    const takesTwo = random.chance(0.12) && product.basePrice + roomFor(catalogue, index) <= limit - filled;
    take(product, takesTwo ? 2 : 1);
    const rule = truth.rules.find((planted) => planted.if === product.id);
    if (rule === undefined || !random.chance(rule.confidence)) continue;
    const second = catalogue.find(({ id }) => id === rule.then)!;
    if (!lines.has(second)) take(second, 1);
  }
  if (lines.size === 0) take(cheapest(catalogue, week), 1);
  const share = Math.min(truth.largestDiscount, Math.max(0, 1 - worth / filled));
  return { lines: [...lines.values()], discount: Number(share.toFixed(4)) };
}

/** How likely each product is to be chosen next: by taste, by price level, and by this week's price against the usual. */
function weighProducts(
  worth: number,
  week: number,
  catalogue: readonly Product[],
  appeals: readonly number[],
): number[] {
  const { share, spread } = truth.priceLevel;
  const level = log(worth * share);
  return catalogue.map((product, index) => {
    if (!isInStock(product, week)) return 0;
    const away = (product.logPrice - level) / spread;
    return (appeals[index] * demandAt(product, week)) / (1 + away * away);
  });
}

/** Demand at the week's price against that at the base price. */
function demandAt({ category, levels }: Product, week: number): number {
  return demand[category][levels[week]];
}

const demand = Object.fromEntries(
  Object.entries(truth.elasticity).map(([category, elasticity]) => [
    category,
    truth.priceLevels.map((level) => power(level, elasticity)),
  ]),
) as Record<keyof typeof truth.elasticity, number[]>;

/** What a product takes of a basket, with the second product of a planted rule, so that the rule can always be followed. */
function roomFor(catalogue: readonly Product[], index: number): number {
  const { id, basePrice } = catalogue[index];
  const rule = truth.rules.find((planted) => planted.if === id);
  return rule === undefined ? basePrice : basePrice + catalogue.find((product) => product.id === rule.then)!.basePrice;
}

function cheapest(catalogue: readonly Product[], week: number): Product {
  return catalogue
    .filter((product) => isInStock(product, week))
    .reduce((least, product) => (product.basePrice < least.basePrice ? product : least));
}

/** CNY for a line, to the cent. */
export function paidFor({ product, quantity }: Line, week: number, discount: number): number {
  return Math.round(priceOf(product, week) * quantity * (1 - discount) * 100) / 100;
}
