import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateShop } from "../../sample-data/world/generate-shop.ts";
import { tables, type TableName } from "../../sample-data/world/tables.ts";
import { truth } from "../../sample-data/world/truth.ts";

type Cells = Record<string, string>;
const folder = join(import.meta.dirname, "../../sample-data");
const shipped = join(folder, "shop");
let scratch: string;
let shop: Record<TableName, Cells[]>;
let world: { products: { product_id: string; quality: number; factors: number[] }[] };

const readTable = async (directory: string, name: string) =>
  Papa.parse<Cells>(await readFile(join(directory, `${name}.csv`), "utf8"), { header: true, skipEmptyLines: true })
    .data;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const names = Object.keys(tables) as TableName[];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "shop-"));
  await generateShop({ users: 1500, days: 365, seed: 7 }, join(scratch, "again"));
  await generateShop({ users: 4000, days: 500, seed: 11 }, join(scratch, "large"));
  shop = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readTable(join(scratch, "large"), name)])),
  ) as typeof shop;
  world = JSON.parse(await readFile(join(scratch, "large", "truth.json"), "utf8"));
});
afterAll(() => rm(scratch, { recursive: true }));

describe("same arguments, same bytes", () => {
  test("the documented command writes the shipped files again", async () => {
    const hashes = async (directory: string) =>
      Promise.all(
        (await readdir(directory)).sort().map(async (name) => [
          name,
          createHash("sha256")
            .update(await readFile(join(directory, name)))
            .digest("hex"),
        ]),
      );
    expect(await hashes(join(scratch, "again"))).toEqual(await hashes(shipped));
  });

  test("all shipped CSV files together have at most 12 MB", async () => {
    const files = [folder, shipped].map(async (directory) =>
      Promise.all(
        (await readdir(directory)).filter((name) => name.endsWith(".csv")).map((name) => stat(join(directory, name))),
      ),
    );
    expect(sum((await Promise.all(files)).flat().map(({ size }) => size))).toBeLessThan(12_000_000);
  });

  test("a user's history does not depend on how many others there are, so cost is linear in users", async () => {
    const few = await generateShop({ users: 100, days: 365, seed: 7 }, join(scratch, "few"));
    for (const name of ["users", "orders", "events", "logins", "ratings", "truth-users"] as const) {
      const start = await readFile(join(scratch, "few", `${name}.csv`), "utf8");
      const all = await readFile(join(shipped, `${name}.csv`), "utf8");
      expect(all.startsWith(start), name).toBe(true);
    }
    const rowsOf = (users: number, to: string) => generateShop({ users, days: 365, seed: 7 }, join(scratch, to));
    const goods = (await rowsOf(1, "one")) - 60;
    const ratio = ((await rowsOf(2000, "many")) - goods) / ((await rowsOf(1000, "some")) - goods);
    expect(few).toBeGreaterThan(goods);
    expect(Math.abs(ratio - 2)).toBeLessThan(0.2);
  });
});

describe("every table keeps its schema", () => {
  const patterns: Record<string, RegExp> = {
    key: /^\S+$/,
    text: /\S/,
    integer: /^-?\d+$/,
    number: /^-?\d+(\.\d+)?$/,
    flag: /^[01]$/,
    date: /^\d{4}-\d\d-\d\d$/,
    instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  };

  test.each(names)("%s", (name) => {
    const rows = shop[name];
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0])).toEqual(Object.keys(tables[name]));
    for (const [column, kind] of Object.entries(tables[name]) as [string, string][]) {
      const cells = rows.map((row) => row[column]).filter((cell) => cell !== "" || !kind.endsWith("?"));
      const base = kind.replace("?", "");
      if (base === "key") expect(new Set(cells).size, column).toBe(cells.length);
      if (base.startsWith("to ")) {
        const target = base.slice("to ".length) as TableName;
        const keys = new Set(shop[target].map((row) => Object.values(row)[0]));
        expect(
          cells.filter((cell) => !keys.has(cell)),
          column,
        ).toEqual([]);
      } else
        expect(
          cells.filter((cell) => !patterns[base].test(cell)),
          `${column}: ${base}`,
        ).toEqual([]);
    }
  });

  test("nothing happens before sign-up or after the end", () => {
    const signedUp = new Map(shop.users.map((row) => [row.user_id, row.signed_up_at]));
    for (const name of names.filter((name) => "at" in tables[name] && "user_id" in tables[name])) {
      const wrong = shop[name].filter(({ user_id, at }) => at < signedUp.get(user_id)! || at >= "2025-05-15");
      expect(wrong, name).toEqual([]);
    }
  });

  test("the lines of an order add up to its amount, and stock adds up", () => {
    const paid = new Map<string, number>();
    for (const row of shop.order_items) paid.set(row.order_id, (paid.get(row.order_id) ?? 0) + Number(row.paid_cny));
    for (const row of shop.orders) expect(paid.get(row.order_id)).toBeCloseTo(Number(row.amount_cny), 6);
    for (const row of shop.stock) expect(+row.opening + +row.received - +row.sold).toBe(+row.closing);
  });

  test("README.md has the schema: every table, its columns in order, their types", async () => {
    const readme = await readFile(join(folder, "README.md"), "utf8");
    const documented = Object.fromEntries(
      [
        ...readme.matchAll(/^\| `([a-z_-]+)` \| (`[a-z_]+` (?:key|to |text|integer|number|flag|date|instant).*) \|$/gm),
      ].map(([, name, columns]) => [
        name,
        Object.fromEntries(columns.split(", ").map((column) => /^`(\w+)` (.+)$/.exec(column)!.slice(1))),
      ]),
    );
    expect(Object.entries(documented).map(([name, columns]) => [name, Object.entries(columns)])).toEqual(
      Object.entries(tables).map(([name, columns]) => [name, Object.entries(columns)]),
    );
  });
});

test("identifiers cannot exist", () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  for (const { email, phone, id_number: id } of shop.users) {
    expect(email).toMatch(/@example\.invalid$/);
    expect(phone).toMatch(/^\+86000\d{8}$/);
    expect(id).toMatch(/^000000\d{11}[\dX]$/);
    expect(id[17]).not.toBe("10X98765432"[sum(weights.map((weight, index) => weight * Number(id[index]))) % 11]);
  }
});

describe("the truth can be found again, within 4 standard errors", () => {
  const number = (name: TableName, column: string) => shop[name].map((row) => Number(row[column]));

  test("rates and drop-outs of the purchase process", () => {
    const own = new Map<string, number>();
    for (const { user_id, campaign_id } of shop.orders)
      if (campaign_id === "") own.set(user_id, (own.get(user_id) ?? 0) + 1);
    const users = shop["truth-users"];
    const repeats = users.map(({ user_id }) => Math.max(0, (own.get(user_id) ?? 0) - 1));
    const expected = sum(users.map((user) => Number(user.lambda) * Number(user.active_shop_days)));
    // The last order of a day may be pushed beyond the end: a handful at most.
    expect(Math.abs(sum(repeats) - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const leaving = sum(users.map((user, index) => Number(user.dropout_p) * repeats[index]));
    expect(Math.abs(sum(number("truth-users", "dropped_out")) - leaving)).toBeLessThan(4 * Math.sqrt(leaving));
  });

  test("parameters of the rates, the drop-outs and the spend, by their means", () => {
    const check = (values: number[], mean: number) => {
      const found = sum(values) / values.length;
      const error = Math.sqrt(sum(values.map((value) => (value - found) ** 2)) / values.length ** 2);
      expect(Math.abs(found - mean)).toBeLessThan(4 * error);
    };
    const { bgNbd, gammaGamma } = truth;
    check(number("truth-users", "lambda"), bgNbd.r / bgNbd.alpha);
    check(number("truth-users", "dropout_p"), bgNbd.a / (bgNbd.a + bgNbd.b));
    check(number("truth-users", "spend_rate"), gammaGamma.q / gammaGamma.gamma);
    const spendRate = new Map(shop["truth-users"].map((row) => [row.user_id, Number(row.spend_rate)]));
    check(
      shop.orders.map((row) => Number(row.amount_cny) * spendRate.get(row.user_id)!),
      gammaGamma.p,
    );
  });

  test("treatment effects, by the difference in means", () => {
    const day = 86_400_000;
    const times = new Map<string, number[]>();
    for (const { user_id, at } of shop.orders) times.set(user_id, [...(times.get(user_id) ?? []), Date.parse(at)]);
    shop.campaigns.forEach(({ campaign_id }, index) => {
      const outcomes = { treatment: [] as number[], control: [] as number[] };
      for (const row of shop.exposures.filter((row) => row.campaign_id === campaign_id)) {
        const start = Date.parse(row.assigned_at);
        const orders = (times.get(row.user_id) ?? []).filter((at) => at >= start && at < start + 7 * day).length;
        outcomes[row.group as keyof typeof outcomes].push(orders);
      }
      const [treated, control] = [outcomes.treatment, outcomes.control].map((values) => {
        const mean = sum(values) / values.length;
        return { mean, variance: sum(values.map((value) => (value - mean) ** 2)) / values.length ** 2 };
      });
      const error = Math.sqrt(treated.variance + control.variance);
      const lift = truth.campaignLifts[index % truth.campaignLifts.length];
      expect(Math.abs(treated.mean - control.mean - lift), campaign_id).toBeLessThan(4 * error);
    });
  });

  test("planted rules, by confidence and lift", () => {
    const baskets = new Map<string, Set<string>>();
    for (const { order_id, product_id } of shop.order_items)
      baskets.set(order_id, (baskets.get(order_id) ?? new Set()).add(product_id));
    const all = [...baskets.values()];
    for (const rule of truth.rules) {
      const having = all.filter((basket) => basket.has(rule.if));
      const confidence = having.filter((basket) => basket.has(rule.then)).length / having.length;
      const base = all.filter((basket) => basket.has(rule.then)).length / all.length;
      const error = Math.sqrt((rule.confidence * (1 - rule.confidence)) / having.length);
      expect(confidence).toBeGreaterThan(rule.confidence - 4 * error);
      expect(confidence).toBeLessThan(rule.confidence + 0.1 + 4 * error);
      expect(confidence / base).toBeGreaterThan(3);
    }
  });

  test("the next step in sessions without an order", () => {
    const sessions = new Map<string, string[]>();
    for (const { session_id, type } of shop.events.filter((row) => row.session_id.includes("-B")))
      sessions.set(session_id, [...(sessions.get(session_id) ?? []), type]);
    const counts: Record<string, Record<string, number>> = {};
    for (const steps of sessions.values()) {
      [...steps, "exit"].forEach((next, index) => {
        const row = (counts[steps[index - 1] ?? "start"] ??= {});
        row[next] = (row[next] ?? 0) + 1;
      });
    }
    for (const [from, row] of Object.entries(truth.path)) {
      const total = sum(Object.values(counts[from]));
      for (const [to, p] of Object.entries(row))
        expect(Math.abs(counts[from][to] / total - p), `${from} → ${to}`).toBeLessThan(
          4 * Math.sqrt((p * (1 - p)) / total),
        );
    }
  });

  test("the profile of the hours, and busier weekends", () => {
    const total = sum([...truth.hours]);
    const found = new Array<number>(24).fill(0);
    for (const { at } of shop.logins) found[Number(at.slice(11, 13))]++;
    found.forEach((count, hour) => {
      const p = truth.hours[hour] / total;
      expect(Math.abs(count / shop.logins.length - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / shop.logins.length));
    });
    const days = new Array<number>(7).fill(0);
    const own = shop.orders.filter((row) => row.campaign_id === "");
    for (const { at } of own) days[(new Date(at).getUTCDay() + 6) % 7]++;
    truth.weekdays.forEach((speed, weekday) => {
      const p = speed / sum([...truth.weekdays]);
      // Half a percentage point for months that begin and end within a week.
      expect(Math.abs(days[weekday] / own.length - p)).toBeLessThan(0.005 + 4 * Math.sqrt((p * (1 - p)) / own.length));
    });
  });

  test("the seasons of the year, by the orders of each month", () => {
    const [start, day] = [Date.UTC(2024, 0, 1), 86_400_000];
    // Shop time at the beginning of each day, from the truth alone.
    const clock = [0];
    for (let index = 0; index < 500; index++) {
      const date = new Date(start + index * day);
      clock.push(clock[index] + truth.weekdays[(date.getUTCDay() + 6) % 7] * truth.months[date.getUTCMonth()]);
    }
    const monthOf = (index: number) => new Date(start + index * day).toISOString().slice(0, 7);
    const dayOf = (at: string) => Math.floor((Date.parse(at) - start) / day);
    const own = shop.orders.filter((row) => row.campaign_id === "");
    const first = new Map<string, number>();
    for (const { user_id, at } of own) first.set(user_id, Math.min(first.get(user_id) ?? Infinity, dayOf(at)));
    // Repeat orders: each user's rate, for as long as they were active.
    const expected = new Map<string, number>();
    for (const { user_id, lambda, active_shop_days } of shop["truth-users"]) {
      const begin = clock[first.get(user_id) ?? 500];
      const end = begin + Number(active_shop_days);
      for (let index = first.get(user_id) ?? 500; index < 500 && clock[index] < end; index++) {
        const active = Math.min(end, clock[index + 1]) - Math.max(begin, clock[index]);
        expected.set(monthOf(index), (expected.get(monthOf(index)) ?? 0) + Number(lambda) * active);
      }
    }
    const found = new Map<string, number>();
    for (const { user_id, at } of own) {
      if (dayOf(at) > first.get(user_id)!) found.set(monthOf(dayOf(at)), (found.get(monthOf(dayOf(at))) ?? 0) + 1);
    }
    expect(expected.size).toBe(17);
    for (const [month, orders] of expected) {
      // Two percent for the hour of the first order, and for repeat orders on its day.
      const tolerance = 0.02 * orders + 4 * Math.sqrt(orders);
      expect(Math.abs((found.get(month) ?? 0) - orders), month).toBeLessThan(tolerance);
    }
    // A year without seasons would have 1 / 1.3 of November's orders: more than four standard errors fewer.
    const november = expected.get("2024-11")!;
    expect(found.get("2024-11")!).toBeGreaterThan(november / 1.3 + 4 * Math.sqrt(november / 1.3));
  });

  test("ratings follow taste, and fraudulent accounts send back more", () => {
    const user = new Map(shop["truth-users"].map((row) => [row.user_id, row]));
    const delivered = new Set(shop.deliveries.filter((row) => row.delivered_at !== "").map((row) => row.order_id));
    const buyer = new Map(shop.orders.map((row) => [row.order_id, row.user_id]));
    const returned = new Set(shop.returns.map((row) => row.order_item_id));
    const share = (fraud: string) => {
      const items = shop.order_items.filter(
        (row) => delivered.has(row.order_id) && user.get(buyer.get(row.order_id)!)!.fraud === fraud,
      );
      return items.filter((row) => returned.has(row.order_item_id)).length / items.length;
    };
    // Returns after the end are not in the files: the shares are a little lower.
    expect(Math.abs(share("0") - truth.returnShare.usual)).toBeLessThan(0.01);
    expect(Math.abs(share("1") - truth.returnShare.fraud)).toBeLessThan(0.12);
    const factors = new Map(world.products.map((row) => [row.product_id, row]));
    const points = shop.ratings.map((row) => {
      const { quality, factors: loadings } = factors.get(row.product_id)!;
      const tastes = [1, 2, 3, 4].map((index) => Number(user.get(row.user_id)![`taste_${index}`]));
      const stars = 3.6 + quality + sum(tastes.map((value, index) => value * loadings[index]));
      return { stars: Number(row.stars), expected: Math.min(5, Math.max(1, stars)) };
    });
    // Noise of 0.6 and rounding (1/12) are all that is left; cutting at 1 and 5 takes some of the noise away.
    const residual = Math.sqrt(sum(points.map((p) => (p.stars - p.expected) ** 2)) / points.length);
    expect(residual).toBeLessThan(Math.sqrt(truth.rating.noise ** 2 + 1 / 12) + 0.03);
    const mean = sum(points.map((p) => p.stars)) / points.length;
    expect(Math.sqrt(sum(points.map((p) => (p.stars - mean) ** 2)) / points.length)).toBeGreaterThan(1.3 * residual);
  });

  test("how stages follow each other", () => {
    const letters = truth.stages.names.map((name) => name[0]);
    const counts = letters.map(() => letters.map(() => 0));
    for (const { stages } of shop["truth-users"])
      for (let i = 1; i < stages.length; i++) counts[letters.indexOf(stages[i - 1])][letters.indexOf(stages[i])]++;
    truth.stages.transitions.forEach((row, from) =>
      row.forEach((p, to) => {
        const total = sum(counts[from]);
        expect(Math.abs(counts[from][to] / total - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / total));
      }),
    );
  });

  test("price elasticities, by Poisson regression", () => {
    const price = new Map(shop.products.map((row) => [row.product_id, Number(row.price_cny)]));
    const category = new Map(shop.products.map((row) => [row.product_id, row.category]));
    const changes = new Map<string, Cells[]>();
    for (const row of shop.price_changes) changes.set(row.product_id, [...(changes.get(row.product_id) ?? []), row]);
    const weekTotals = new Map<string, number>();
    for (const row of shop.stock)
      weekTotals.set(row.week_from, (weekTotals.get(row.week_from) ?? 0) + Number(row.sold));
    for (const [name, elasticity] of Object.entries(truth.elasticity)) {
      // One point for each product and price; each product has an intercept of its own.
      const cells = new Map<string, { product: string; x: number; sold: number; exposed: number }>();
      for (const row of shop.stock.filter((row) => category.get(row.product_id) === name)) {
        const product = row.product_id;
        const last = changes
          .get(product)
          ?.filter((change) => change.from <= row.week_from)
          .at(-1);
        const level = (last ? Number(last.new_price_cny) / price.get(product)! : 1).toFixed(1);
        const cell = cells.get(product + level) ?? { product, x: Math.log(Number(level)), sold: 0, exposed: 0 };
        cell.sold += Number(row.sold);
        cell.exposed += weekTotals.get(row.week_from)!;
        cells.set(product + level, cell);
      }
      // Each product has an intercept of its own, so that only how its units spread over the prices counts.
      const products = [...new Set([...cells.values()].map((cell) => cell.product))].map((id) =>
        [...cells.values()].filter((cell) => cell.product === id),
      );
      let [estimate, information] = [0, 0];
      for (let step = 0; step < 20; step++) {
        let score = 0;
        information = 0;
        for (const points of products) {
          const sold = sum(points.map((point) => point.sold));
          const weights = points.map((point) => point.exposed * Math.exp(estimate * point.x));
          const share = weights.map((weight) => weight / sum(weights));
          const mean = sum(points.map((point, index) => share[index] * point.x));
          score += sum(points.map((point) => point.sold * (point.x - mean)));
          information += sold * sum(points.map((point, index) => share[index] * (point.x - mean) ** 2));
        }
        estimate += score / information;
      }
      // Some lines have two units: units vary a little more than Poisson's law says.
      const error = 1.2 / Math.sqrt(information);
      expect(Math.abs(estimate - elasticity), `${name}: ${estimate}`).toBeLessThan(4 * error);
    }
  });
});
