import { PoissonRegressor } from "ulm/learn";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";
import type { Estimate } from "./recover.ts";

/** A product while it has one price. */
interface PricedProduct {
  readonly product: string;
  /** As a multiple of its base price. */
  readonly price: number;
  /** Lines of orders with it: how often it was chosen. */
  chosen: number;
  /** Lines of all orders in the same weeks, as far as the product was for sale. */
  exposed: number;
}

/**
 * Poisson regression of choices on the logarithm of price, category by category: each product at each of its prices is a row, with a
 * rate for each product, exposed to all that was chosen in the same weeks. What is counted are lines of orders and not units: one choice
 * can be of two units, which would make counts vary more than a Poisson process does. The second products of planted rules, which are
 * taken whatever they cost, are left out.
 */
export async function recoverElasticities(world: KnownWorld): Promise<Estimate[]> {
  const priced = pricedProducts(world);
  const companions = new Set<string>(truth.rules.map(({ then }) => then));
  const estimates: Estimate[] = [];
  for (const [category, elasticity] of Object.entries(truth.elasticity)) {
    const products = world.shop.products
      .filter((row) => row.category === category && !companions.has(row.product_id))
      .rows()
      .map(({ product_id }) => product_id);
    const rows = priced.filter(({ product }) => products.includes(product));
    const model = await new PoissonRegressor({ alpha: 0, fitIntercept: false }).fit(
      rows.map(({ product, price }) => [Math.log(price), ...products.map((other) => Number(other === product))]),
      rows.map(({ chosen }) => chosen),
      { exposure: rows.map(({ exposed }) => exposed) },
    );
    estimates.push({
      of: category,
      estimate: model.coef[0]!,
      truth: elasticity,
      standardError: model.standardErrors[0]!,
    });
  }
  return estimates;
}

function pricedProducts({ shop }: KnownWorld): PricedProduct[] {
  const weeks = [...new Set(shop.stock.rows().map(({ week_from }) => +week_from))].sort((one, other) => one - other);
  const weekOf = (at: Date) =>
    Math.max(
      0,
      weeks.findLastIndex((from) => from <= +at),
    );
  const ordered = new Map(shop.orders.rows().map(({ order_id, at }) => [order_id, weekOf(at)]));
  const chosen = new Map<string, number[]>();
  const total = weeks.map(() => 0);
  for (const { order_id, product_id } of shop.order_items.rows()) {
    const week = ordered.get(order_id)!;
    const ofProduct = chosen.get(product_id) ?? weeks.map(() => 0);
    ofProduct[week]! += 1;
    total[week]! += 1;
    chosen.set(product_id, ofProduct);
  }
  const missing = new Set(
    shop.stock
      .filter(({ offered }) => offered === 0)
      .rows()
      .map(({ product_id, week_from }) => `${product_id} ${+week_from}`),
  );
  return shop.products.rows().flatMap(({ product_id, price_cny }) => {
    const changes = shop.price_changes.filter((row) => row.product_id === product_id).rows();
    const byPrice = new Map<number, PricedProduct>();
    for (const [week, from] of weeks.entries()) {
      if (missing.has(`${product_id} ${from}`)) continue;
      const now = changes.findLast((change) => +change.from <= from)?.new_price_cny ?? price_cny;
      const price = Number((now / price_cny).toFixed(2));
      const cell = byPrice.get(price) ?? { product: product_id, price, chosen: 0, exposed: 0 };
      cell.chosen += chosen.get(product_id)?.[week] ?? 0;
      cell.exposed += total[week]!;
      byPrice.set(price, cell);
    }
    return [...byPrice.values()];
  });
}
