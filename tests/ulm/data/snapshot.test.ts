import fc from "fast-check";
import { display, parseCsv, snapshot, Table } from "ulm/data";
import type { Row, SnapshotOptions } from "ulm/data";
import { describe, expect, it } from "vitest";

const day = 86_400_000;
const asOf = new Date("2024-06-01");
const at = (days: number) => new Date(asOf.getTime() + days * day);
const windows = { asOf, observationDays: 90, gapDays: 7, horizonDays: 30, dataUntil: at(100) };
const orderRoles = {
  user: "user",
  time: "time",
  order: "order",
  amount: "amount",
  category: "category",
  item: "item",
  quantity: "pieces",
  returnTime: "returned",
};

function orders(rows: readonly object[]) {
  const types = {
    user: "text",
    time: "date",
    order: "text",
    category: "text",
    item: "text",
    returned: "date",
  } as const;
  const blank = {
    user: null,
    time: null,
    order: null,
    amount: null,
    category: null,
    item: null,
    pieces: null,
    returned: null,
  };
  return {
    table: Table.fromObjects(
      rows.map((row) => ({ ...blank, ...row })),
      types,
    ),
    roles: orderRoles,
  };
}

describe("snapshot", () => {
  const shop = {
    orders: orders([
      { user: "a", time: at(-200), order: "0", amount: 500 },
      { user: "a", time: at(-40), order: "1", amount: 30, category: "tea", item: "x", pieces: 2 },
      { user: "a", time: at(-40), order: "1", amount: 20, category: "tea", item: "y", pieces: 1, returned: at(-35) },
      { user: "a", time: at(-10), order: "2", amount: 50, category: "cups", item: "x", pieces: 1, returned: at(3) },
      { user: "a", time: at(-5), order: "2r", amount: -20 },
      { user: "a", time: at(0), order: "3", amount: 1000 },
      { user: "b", time: at(-90), order: "4", amount: 10 },
      { user: "b", time: at(7), order: "5", amount: 70 },
      { user: "b", time: at(8), order: "6", amount: -5 },
      { user: "c", time: at(-91), order: "7", amount: 10 },
      { user: null, time: at(-3), order: "8", amount: 10 },
      { user: "d", time: null, order: "9", amount: 10 },
    ]),
    users: {
      table: Table.fromObjects([
        { id: "a", joined: at(-300), tier: "one" },
        { id: "b", joined: at(1), tier: "two" },
        { id: "e", joined: at(-1), tier: "three" },
      ]),
      roles: { user: "id", time: "joined", attributes: ["tier"] },
    },
    events: {
      table: Table.fromObjects([
        { user: "a", time: at(-2), kind: "view", session: 1 },
        { user: "a", time: at(-2), kind: "click", session: 1 },
        { user: "a", time: at(-1), kind: "view", session: 2 },
        { user: "a", time: at(0), kind: "refund", session: 3 },
      ]),
      roles: { user: "user", time: "time", event: "kind", session: "session" },
    },
  };

  it("computes features before the date and labels after the gap", () => {
    const { features, labels, churnRate } = snapshot(shop, windows);
    expect(features.row(0)).toEqual({
      user: "a",
      recencyDays: 10,
      frequency: 2,
      monetary: 80,
      averageOrder: 50,
      daysBetweenOrders: 30,
      recentShare: 1,
      tenureDays: 300,
      returns: 2,
      returnRate: 2 / 3,
      pieces: 4,
      distinctItems: 2,
      favouriteCategory: "tea",
      favouriteShare: 2 / 3,
      events: 3,
      sessions: 2,
      daysSinceEvent: 1,
      clickRate: 0.5,
      events_click: 1,
      events_view: 2,
      tier: "one",
    });
    // Whoever signs up after the date is known by orders only.
    expect(features.row(1)).toMatchObject({ user: "b", tenureDays: 90, tier: null, frequency: 1, clickRate: null });
    expect(labels.rows()).toEqual([
      { user: "a", churned: true, nextOrders: 0, nextAmount: 0 },
      { user: "b", churned: false, nextOrders: 1, nextAmount: 65 },
    ]);
    expect(churnRate).toBe(0.5);
  });

  it("holds everybody who had signed up when asked for the known", () => {
    const { features, table } = snapshot(shop, { ...windows, population: "known" });
    expect(features.column("user").toArray()).toEqual(["a", "e"]);
    expect(features.row(1)).toMatchObject({ frequency: 0, recencyDays: null, tenureDays: 1, tier: "three" });
    expect(table.columnNames.slice(-4)).toEqual(["tier", "churned", "nextOrders", "nextAmount"]);
  });

  it("counts purchases per order, day or row", () => {
    const frequency = (purchase: SnapshotOptions["purchase"]) =>
      snapshot(shop, { ...windows, ...(purchase && { purchase }) }).features.row(0).frequency as number;
    expect([frequency(undefined), frequency("order"), frequency("day"), frequency("row")]).toEqual([2, 2, 2, 3]);
  });

  it("takes price times quantity for amounts", () => {
    const table = Table.fromObjects([{ u: 1, t: at(-1), price: 2.5, n: 4 }]);
    const source = { table, roles: { user: "u", time: "t", price: "price", quantity: "n" } };
    expect(snapshot({ orders: source }, windows).features.row(0)).toMatchObject({ u: 1, monetary: 10, pieces: 4 });
  });

  it("shows its windows in both languages", () => {
    const html = String(snapshot(shop, windows)[display]()["text/html"]);
    expect(html).toContain('lang="zh-CN">标签窗口');
    expect(html).toContain("[2024-06-08T00:00:00.000Z, 2024-07-08T00:00:00.000Z)");
    expect(html).toContain("50.0 %");
  });

  it("stays empty without users", () => {
    const { features, labels } = snapshot({ orders: orders([{ user: "z", time: at(-200), amount: 1 }]) }, windows);
    expect([features.rowCount, labels.rowCount]).toEqual([0, 0]);
  });

  it("takes texts without a zone for the one in which the orders were read, and counts its days", () => {
    const table = parseCsv("user,time\na,2024-05-31 07:30\na,2024-05-31 09:30\na,2024-06-01 00:30\n", {
      zone: "Asia/Shanghai",
    });
    const source = { table, roles: { user: "user", time: "time" } };
    const take = (options: Partial<SnapshotOptions>) =>
      snapshot({ orders: source }, { ...windows, asOf: "2024-06-01", purchase: "day", ...options });
    expect(take({}).asOf).toEqual(new Date("2024-05-31T16:00:00Z"));
    expect(take({}).features.row(0).frequency).toBe(1);
    // 23:30, 01:30 and 16:30 of two days in UTC.
    expect(take({ zone: "UTC" }).features.row(0).frequency).toBe(2);
    expect(take({ asOf: "2024-06-01T00:00:00Z" }).asOf).toEqual(asOf);
    expect(take({})[display]()["text/plain"]).toContain("Asia/Shanghai");
  });

  const open = { asOf, observationDays: 90, gapDays: 7, horizonDays: 30 };
  it.each<[string, Parameters<typeof snapshot>, RegExp]>([
    [
      "a future that is not in the data",
      [shop, open],
      /horizon ends on 2024-07-08.*data end on 2024-06-09.*earlier asOf/,
    ],
    ["a date that is none", [shop, { ...windows, asOf: "June" }], /asOf is a date or ISO text.*"June"/],
    [
      "a moment before all orders",
      [{ orders: orders([{ user: "z", time: at(50), amount: 1 }]) }, windows],
      /asOf is 2024-06-01.*the orders begin on 2024-07-21.*later asOf/,
    ],
    [
      "a unit that is none",
      [shop, { ...windows, purchase: "week" as "day" }],
      /purchase must be "order", "day" or "row", not "week"/,
    ],
    [
      "a population that is none",
      [shop, { ...windows, population: "x" as "known" }],
      /population must be "active" or "known", not "x"/,
    ],
    [
      "a table without roles",
      [{ orders: shop.orders.table } as never, windows],
      /orders must be a table whose columns have roles: snapshot\(\{ orders: ulm\.data\.roles\(orders\)/,
    ],
    ["no horizon", [shop, { ...windows, horizonDays: 0 }], /horizonDays must be above 0; it is 0/],
    ["a gap before the date", [shop, { ...windows, gapDays: -1 }], /gapDays cannot be -1/],
    [
      "a missing role",
      [{ orders: { table: shop.orders.table, roles: { user: "user" } } }, windows],
      /orders needs the role "time".*user, time, order/,
    ],
    [
      "times that are text",
      [{ orders: { ...shop.orders, roles: { user: "user", time: "category" } } }, windows],
      /"category" is the time of orders, but it holds text/,
    ],
    [
      "identifiers of different types",
      [{ ...shop, users: { table: Table.fromColumns({ id: [1] }), roles: { user: "id" } } }, windows],
      /text values in orders, but number values in users \(column "id"\)/,
    ],
    [
      "a user twice",
      [{ ...shop, users: { table: Table.fromColumns({ id: ["a", "a"] }), roles: { user: "id" } } }, windows],
      /two rows for "a"/,
    ],
  ])("refuses %s", (_name, [tables, options], error) => {
    expect(() => snapshot(tables, options)).toThrow(error);
  });
});

describe("no leak", () => {
  const gap = 7;
  const someone = fc.constantFrom("a", "b", "c", "d");
  const order = (from: number, to: number) =>
    fc.record({
      user: someone,
      // Half days, so that the boundaries themselves occur.
      time: fc.integer({ min: from * 2, max: to * 2 }).map((half) => at(half / 2)),
      order: fc.constantFrom("1", "2", "3", null),
      amount: fc.option(fc.integer({ min: -50, max: 100 })),
      category: fc.constantFrom("tea", "cups", null),
      item: fc.constantFrom("x", "y"),
      pieces: fc.integer({ min: 0, max: 3 }),
    });
  const event = (from: number, to: number) =>
    fc.record({
      user: someone,
      time: fc.integer({ min: from * 2, max: to * 2 }).map((half) => at(half / 2)),
      kind: fc.constantFrom("view", "click", "impression", "other"),
      session: fc.integer({ min: 1, max: 3 }),
    });
  const user = (from: number, to: number) =>
    fc.uniqueArray(
      fc.record({
        id: someone,
        joined: fc.integer({ min: from, max: Math.floor(to) }).map(at),
        tier: fc.constantFrom("1", "2"),
      }),
      { selector: ({ id }) => id },
    );
  const period = (from: number, to: number) =>
    fc.record({
      orders: fc.array(order(from, to), { maxLength: 15 }),
      events: fc.array(event(from, to), { maxLength: 10 }),
      users: user(from, to),
    });
  interface Period {
    orders: object[];
    events: object[];
    users: { id: string }[];
  }
  const typed = {
    user: "text",
    id: "text",
    time: "date",
    joined: "date",
    tier: "text",
    kind: "text",
    session: "number",
  } as const;
  const build = (population: "active" | "known", ...[before, after]: [Period, Period]) => {
    const later = after.users.filter(({ id }) => !before.users.some((known) => known.id === id));
    const eventRows = [{ user: null, time: null, kind: null, session: null }, ...before.events, ...after.events];
    const userRows = [{ id: null, joined: null, tier: null }, ...before.users, ...later];
    return snapshot(
      {
        // Somebody bought long before, so that there is a past.
        orders: orders([{ user: "old", time: at(-500) }, ...before.orders, ...after.orders]),
        events: {
          table: Table.fromObjects(eventRows, typed),
          roles: { user: "user", time: "time", event: "kind", session: "session" },
        },
        users: {
          table: Table.fromObjects(userRows, typed),
          roles: { user: "id", time: "joined", attributes: ["tier"] },
        },
      },
      { ...windows, gapDays: gap, population },
    );
  };
  const populations = fc.constantFrom("active", "known");

  it("no row on or after the date changes a feature", () => {
    fc.assert(
      fc.property(populations, period(-120, -0.5), period(0, 60), period(0, 60), (population, past, one, other) => {
        const [first, second] = [build(population, past, one), build(population, past, other)];
        expect(second.features.rows()).toEqual(first.features.rows());
        expect(second.features.columnNames).toEqual(first.features.columnNames);
      }),
      { numRuns: 300 },
    );
  });

  it("no return after the date changes a feature", () => {
    const bought = { user: "a", time: at(-3), amount: 5 };
    const featuresWith = (returned: Date | null) =>
      snapshot({ orders: orders([{ ...bought, returned }]) }, windows).features.rows();
    expect(featuresWith(at(0))).toEqual(featuresWith(null));
    expect(featuresWith(at(-1))).not.toEqual(featuresWith(null));
  });

  it("no row before the end of the gap changes a label", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        populations,
        period(-120, gap - 0.5),
        period(-120, gap - 0.5),
        period(gap, 60),
        (population, one, other, future) => {
          const byUser = ({ labels }: { labels: Table }) =>
            new Map(labels.rows().map((row: Row) => [row.user as string, row]));
          const [first, second] = [byUser(build(population, one, future)), byUser(build(population, other, future))];
          for (const [id, label] of first) {
            if (!second.has(id)) continue;
            expect(second.get(id)).toEqual(label);
            compared++;
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
