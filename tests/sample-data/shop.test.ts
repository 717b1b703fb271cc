import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateShop } from "../../sample-data/world/generate-shop.ts";
import { tables, type TableName } from "../../sample-data/world/tables.ts";

type Cells = Record<string, string>;
const folder = join(import.meta.dirname, "../../sample-data");
const shipped = join(folder, "shop");
let scratch: string;
let shop: Record<TableName, Cells[]>;

const readTable = async (directory: string, name: string) =>
  Papa.parse<Cells>(await readFile(join(directory, `${name}.csv`), "utf8"), { header: true, skipEmptyLines: true })
    .data;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const names = Object.keys(tables) as TableName[];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "shop-"));
  await generateShop({ users: 1500, days: 365, seed: 7 }, join(scratch, "again"));
  shop = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readTable(join(scratch, "again"), name)])),
  ) as typeof shop;
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
      // A visit of 30 steps that began before the end may last a little beyond it.
      const end = name === "events" ? "2024-12-31T00:30" : "2024-12-31";
      const wrong = shop[name].filter(({ user_id, at }) => at < signedUp.get(user_id)! || at >= end);
      expect(wrong, name).toEqual([]);
    }
  });

  test("what is paid follows from prices, quantities and discounts, and stock adds up", () => {
    const paid = new Map<string, number>();
    const discount = new Map(shop.orders.map((row) => [row.order_id, Number(row.discount_share)]));
    for (const row of shop.order_items) {
      const due = +row.unit_price_cny * +row.quantity * (1 - discount.get(row.order_id)!);
      expect(Math.abs(+row.paid_cny - due)).toBeLessThan(0.0051);
    }
    for (const row of shop.order_items) paid.set(row.order_id, (paid.get(row.order_id) ?? 0) + Number(row.paid_cny));
    for (const row of shop.orders) expect(paid.get(row.order_id)).toBeCloseTo(Number(row.amount_cny), 6);
    for (const row of shop.stock) expect(+row.opening + +row.received - +row.sold).toBe(+row.closing);
    for (const row of shop.stock.filter(({ offered }) => offered === "0")) {
      expect([row.opening, row.received, row.sold, row.closing]).toEqual(["0", "0", "0", "0"]);
    }
    expect(shop.stock.filter(({ offered }) => offered === "0").length / shop.stock.length).toBeGreaterThan(0.02);
  });

  test("the shop earns: few lines below cost, a third of what is paid is margin", () => {
    const cost = new Map(shop.products.map((row) => [row.product_id, Number(row.cost_cny)]));
    const lines = shop.order_items.map((row) => ({
      paid: +row.paid_cny,
      cost: cost.get(row.product_id)! * +row.quantity,
    }));
    expect(lines.filter((line) => line.paid < line.cost).length / lines.length).toBeLessThan(0.02);
    const margin = 1 - sum(lines.map((line) => line.cost)) / sum(lines.map((line) => line.paid));
    expect(margin).toBeGreaterThan(0.25);
    expect(margin).toBeLessThan(0.4);
  });

  test("texts are many, in both languages", () => {
    for (const name of ["reviews", "support_messages", "social_posts"] as const) {
      const texts = shop[name].map(({ text }) => text);
      expect(new Set(texts).size / texts.length, name).toBeGreaterThan(0.9);
      // Parentheses and braces are those of templates.
      expect(texts.filter((text) => /[(){}|]|undefined/.test(text))).toEqual([]);
      const chinese = shop[name].filter(({ language }) => language === "zh");
      expect(chinese.filter(({ text }) => /\p{Script=Han}[,.!?]/u.test(text))).toEqual([]);
    }
  });

  test("no identifier tells what is hidden", () => {
    const ordering = new Set(shop.orders.map((row) => row.session_id));
    const isOrder = (session: string) => ordering.has(session);
    const sessions = [...new Set(shop.events.map((row) => row.session_id))];
    // Half of those that end with an order are below the median of all, as of the others.
    const median = [...sessions].sort()[Math.floor(sessions.length / 2)]!;
    const below = sessions.filter((session) => isOrder(session) && session < median).length;
    const count = sessions.filter(isOrder).length;
    expect(Math.abs(below - count / 2)).toBeLessThan(2 * Math.sqrt(count));
    expect(new Set(sessions.map((session) => session.replace(/[a-z0-9]/g, "x")))).toEqual(new Set(["Sxxxxxxxx"]));
    const devices = new Set(shop.logins.map(({ device_id }) => device_id.replace(/[a-z0-9]/g, "x")));
    expect(devices).toEqual(new Set(["Dxxxxxx"]));
    for (const { user_id, name, email, phone } of shop.users) {
      const number = String(Number(user_id.slice(1)));
      expect(name).not.toContain(number);
      expect(email.slice(0, 6) + phone.slice(-8)).not.toContain(user_id.slice(1));
    }
  });

  test("README.md has the schema: every table, its columns in order, their types", async () => {
    const readme = await readFile(join(folder, "README.md"), "utf8");
    const sections = readme.split(/^#### /m).slice(1);
    const documented = Object.fromEntries(
      sections.map((section) => [
        /^`([a-z_-]+)`/.exec(section)![1],
        Object.fromEntries(
          [...section.split(/^##/m)[0].matchAll(/^\| `(\w+)` \| ([^|]+) \| .*\|$/gm)].map(([, column, kind]) => [
            column,
            kind,
          ]),
        ),
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
