// @ts-check
import { generateShop } from "../../../dist/sample-data/world/generate-shop.js";
import { read } from "ulm/data";
import { sql } from "ulm";

/**
 * What is measured. Each resolves to figures by which the result is compared with the peer's.
 * @type {Record<string, (path: string, users?: number) => Promise<number[]>>}
 */
export const tasks = {
  async read(path) {
    const orders = await read(path);
    const sum = (/** @type {string} */ name) =>
      orders
        .column(name)
        .toNumbers()
        .reduce((a, b) => a + b, 0);
    const last = orders
      .column("at")
      .toNumbers()
      .reduce((a, b) => Math.max(a, b), -Infinity);
    return [orders.rowCount, sum("quantity"), sum("amount_cny"), last / 1000];
  },
  async group(path) {
    const spent = await sql(`
      select count(*) as users, max(n) as most, max(total) as largest, sum(total) as total
      from (select count(*) as n, sum(amount_cny) as total from '${path}' group by user_id)`);
    return Object.values(spent.row(0));
  },
  async summarise(path) {
    const summary = await sql(`
      select count(*) as products, max(n) as most, sum(total) as total, epoch(max(last)) as last
      from (select count(*) as n, sum(amount_cny) as total, max("at") as last from '${path}' group by product_id)`);
    return Object.values(summary.row(0));
  },
  async "sample-data"(path, users = 0) {
    return [await generateShop({ users, days: 730, seed: 7 }, path)];
  },
};
