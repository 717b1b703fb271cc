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
