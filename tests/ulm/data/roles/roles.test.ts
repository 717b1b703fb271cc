import { withTaskContext } from "ulm/compute";
import { Column, display, parseCsv, roles, sample, snapshot, Table, TableError } from "ulm/data";
import { describe, expect, it } from "vitest";

const asked = (header: string, row: string) => roles(parseCsv(`${header}\n${row}\n${row.replace("1", "2")}\n`)).roles;

describe("roles", () => {
  it.each([
    ["shop/orders", { user: "user_id", time: "at", order: "order_id", session: "session_id", amount: "amount_cny" }],
    [
      "shop/order_items",
      { order: "order_id", item: "product_id", quantity: "quantity", price: "unit_price_cny", amount: "paid_cny" },
    ],
    ["shop/events", { user: "user_id", time: "at", item: "product_id", session: "session_id", event: "type" }],
    ["shop/returns", { time: "at" }],
    ["ratings", { user: "user", item: "item" }],
  ])("finds those of %s", async (name, expected) => {
    expect(roles(await sample(name)).roles).toMatchObject(expected);
  });

  it("understands Chinese names", () => {
    const header = "用户编号,下单时间,订单号,商品名称,品类,数量,单价,实付金额,是否流失";
    expect(asked(header, "u1,2024-01-01 10:00,o1,咖啡,食品,2,9.5,19,0")).toEqual({
      user: "用户编号",
      time: "下单时间",
      order: "订单号",
      item: "商品名称",
      category: "品类",
      quantity: "数量",
      price: "单价",
      amount: "实付金额",
      label: "是否流失",
    });
  });

  it("understands Chinese names in traditional forms, and short ones", () => {
    expect(asked("客戶編號,下單時間,訂單號,金額", "u1,2024-01-01 10:00,o1,19")).toEqual({
      user: "客戶編號",
      time: "下單時間",
      order: "訂單號",
      amount: "金額",
    });
    expect(asked("用户,日期,金额", "u1,2024-01-01,19").amount).toBe("金额");
  });

  it("knows kinds of behaviour, dates that are written as numbers, and that support tickets are no orders", async () => {
    // Alibaba Tianchi, "User Behavior Data from Taobao": https://tianchi.aliyun.com/dataset/649
    const table = parseCsv("user_id,item_id,behavior_type,date,support_tickets\n1,5,1,20141201,0\n2,6,4,20141202,3\n");
    const { roles: found, findings } = roles(table);
    expect(found).toEqual({ user: "user_id", item: "item_id", event: "behavior_type", time: "date" });
    expect(findings.find(({ role }) => role === "time")!.reasons[1]!.en).toContain("YYYYMMDD");
    await expect(roles(table).check()).rejects.toThrow('state dates: { "date": "YYYYMMDD" } when you read the file');
  });

  it("gives one column one part", () => {
    const table = Table.fromColumns({ who: ["a", "b"], x: [1, 2] });
    expect(() => roles(table, { user: "who", item: "who" })).toThrow('Column "who" is stated as user and as item');
  });

  it("understands the names of well-known data sets", () => {
    // UCI, Online Retail: https://archive.ics.uci.edu/dataset/352/online+retail
    const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    expect(asked(header, "536365,85123A,HOLDER,6,2010-12-01T08:26:00Z,2.55,17850,United Kingdom")).toEqual({
      user: "CustomerID",
      time: "InvoiceDate",
      order: "InvoiceNo",
      item: "StockCode",
      quantity: "Quantity",
      price: "UnitPrice",
    });
  });

  it("says why, and how sure it is", () => {
    const table = Table.fromColumns({
      customer_id: ["a", "b", "a"],
      moment: [new Date(0), new Date(1), new Date(2)],
    });
    const { findings } = roles(table);
    expect(findings).toEqual([
      {
        role: "user",
        column: "customer_id",
        confidence: 1,
        isStated: false,
        reasons: [
          { en: 'its name says "customer"', "zh-CN": "列名含“customer”" },
          { en: "2 different identifiers", "zh-CN": "2 个不同的编号" },
        ],
      },
      expect.objectContaining({ role: "time", column: "moment", confidence: expect.closeTo(0.58) }),
    ]);
  });

  it("does not let values pass that cannot be", () => {
    const table = Table.fromColumns({
      user_id: [0.5, 1.5],
      order_date: ["yesterday", "today"],
      total_amount: ["x", "y"],
    });
    expect(roles(table).roles).toEqual({});
  });

  it("follows what is stated, and proposes the rest", () => {
    const table = Table.fromColumns({
      buyer: ["a", "b"],
      seller_user: ["c", "d"],
      paid: [1, 2],
      list_price: [3, 4],
      x: [5, 6],
    });
    expect(roles(table, { user: "seller_user", amount: "x", price: null }).roles).toEqual({
      user: "seller_user",
      amount: "x",
    });
    expect(() => roles(table, { user: "nobody" })).toThrow(TableError);
    expect(() => roles(table, { users: "buyer" } as never)).toThrow(
      'There is no role "users". The roles are: user, time',
    );
  });

  it("goes straight into a snapshot", async () => {
    const orders = roles(await sample("shop/orders"));
    const taken = snapshot(
      { orders },
      { asOf: new Date("2024-09-01"), observationDays: 90, gapDays: 0, horizonDays: 30 },
    );
    expect(taken.features.rowCount).toBeGreaterThan(100);
  });

  it("shows itself in both languages", async () => {
    const shown = roles(await sample("shop/orders"))[display]();
    expect(shown["text/html"]).toContain("What the columns mean");
    expect(shown["text/html"]).toContain("各列的含义");
    expect(shown["text/plain"]).toContain("amount_cny");
  });
});

describe("checkPurchases", () => {
  const day = (text: string) => new Date(`2024-01-${text}Z`);
  const table = Table.fromObjects([
    { order: "o1", user: "a", at: day("01T09:00"), amount: 10 },
    { order: "o1", user: "a", at: day("01T09:00"), amount: 5 },
    { order: "o1", user: "a", at: day("01T09:00"), amount: 5 },
    { order: "o2", user: "a", at: day("01T20:00"), amount: 0 },
    { order: "o3", user: "b", at: day("02T09:00"), amount: null },
    { order: "o3", user: "a", at: day("05T09:00"), amount: 7 },
    { order: "o4", user: "b", at: day("09T09:00"), amount: -4 },
    { order: "o5", user: null, at: day("03T09:00"), amount: 1 },
    { order: "o6", user: "c", at: null, amount: 1 },
  ]);
  const source = () => roles(table, { user: "user", time: "at", order: "order", amount: "amount" });

  it("counts what is left out, what is a purchase, returns, copies and the span", async () => {
    expect((await source().check()).facts).toEqual({
      rows: 9,
      withoutUser: 1,
      withoutTime: 1,
      duplicates: 1,
      withoutAmount: 1,
      free: 1,
      returns: 1,
      returned: -4,
      used: 6,
      users: 2,
      unit: "order",
      // a: o1, o2, o3; b: o3.
      purchases: 4,
      orders: 3,
      // a on the 1st and the 5th; b on the 2nd.
      userDays: 3,
      zone: "UTC",
      sharedOrders: 1,
      onceOnly: 0.5,
      first: day("01T09:00"),
      last: day("05T09:00"),
      inFuture: 0,
    });
  });

  it("counts per day or row on demand", async () => {
    expect((await source().check({ purchase: "day" })).facts.purchases).toBe(3);
    expect((await source().check({ purchase: "row" })).facts.purchases).toBe(6);
  });

  it("cuts days in the zone in which the table was read, or in the one that is stated, and says so", async () => {
    const text = "user,at\na,2024-01-01 07:30\na,2024-01-01 09:30\n";
    const days = async (table: Table, options = {}) => {
      const check = await roles(table, { user: "user", time: "at" }).check({ purchase: "day", ...options });
      return [
        check.facts.purchases,
        check.facts.zone,
        String(check[display]()["text/html"]).includes(`(${check.facts.zone})`),
      ];
    };
    const shanghai = parseCsv(text, { zone: "Asia/Shanghai" });
    expect(await days(shanghai)).toEqual([1, "Asia/Shanghai", true]);
    expect(await days(shanghai, { zone: "UTC" })).toEqual([2, "UTC", true]);
    expect(await days(shanghai.filter(() => true))).toEqual([1, "Asia/Shanghai", true]);
    expect(await days(parseCsv(text))).toEqual([1, "UTC", true]);
    // Days without a time are of no zone.
    const plain = parseCsv("user,at\na,2024-01-01\na,2024-01-02\n", { zone: "America/New_York" });
    expect(await days(plain)).toEqual([2, "UTC", true]);
    await expect(days(shanghai, { zone: "Mars/Olympus" })).rejects.toThrow(/no time zone "Mars\/Olympus"/);
  });

  it("refuses other units", async () => {
    await expect(source().check({ purchase: "week" as "day" })).rejects.toThrow(
      'check: purchase must be "order", "day" or "row", not "week".',
    );
  });

  it("says what to look at, in both languages", async () => {
    const check = await source().check();
    expect(check.warnings.map(({ en }) => en)).toEqual([
      "1 rows are copies of others: drop them, or say why they count",
      "1 rows name no user",
      "1 rows have no time",
      "1 rows have no amount; they count as 0",
      "1 rows are free",
      "1 rows are returns: they lower what a user spent and are no purchases",
      "1 orders belong to several users",
      "1 purchases are on the day of another one of the same user: models in days (BG/NBD) count one a day",
    ]);
    expect(check[display]()["text/html"]).toContain("这些行是购买记录吗?");
  });

  it("finds nothing to say of the shop's orders but what is there", async () => {
    const orders = await sample("shop/orders");
    const { facts } = await roles(orders).check();
    expect(facts).toMatchObject({
      rows: orders.rowCount,
      used: orders.rowCount,
      duplicates: 0,
      returns: 0,
      orders: orders.rowCount,
    });
    expect(facts.users).toBe(orders.column("user_id").unique().length);
  });

  it("reports progress, lets others have the thread, and stops when it is called off", async () => {
    const rows = 300_000;
    const numbers = Float64Array.from({ length: rows }, (_, row) => row);
    const large = roles(
      Table.fromColumns({
        user: numbers.map((row) => row % 1000),
        at: new Column("at", "date", numbers),
        order: numbers,
      }),
      { user: "user", time: "at", order: "order" },
    );
    const seen: (readonly [number, number, string])[] = [];
    const context = { onProgress: (...progress: [number, number, string]) => void seen.push(progress) };
    const { facts } = await withTaskContext(context, () => large.check());
    expect([facts.users, facts.purchases, facts.duplicates]).toEqual([1000, rows, 0]);
    expect(new Set(seen.map(([, total, label]) => `${total} ${label}`))).toEqual(new Set([`${5 * rows} check`]));
    const done = seen.map(([count]) => count);
    expect([done[0], done.at(-1)]).toEqual([0, 5 * rows]);
    expect(done.filter((count, index) => count > (done[index - 1] ?? 0)).length).toBeGreaterThan(20);
    const controller = new AbortController();
    const ended = withTaskContext({ signal: controller.signal }, () => large.check());
    setTimeout(() => controller.abort());
    await expect(ended).rejects.toThrow(/abort/i);
  });

  it("needs users and times", async () => {
    await expect(roles(Table.fromColumns({ x: [1, 2] })).check()).rejects.toThrow('needs the role "user"');
  });
});
