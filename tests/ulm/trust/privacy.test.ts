import { createHmac } from "node:crypto";
import fc from "fast-check";
import { display, ParameterError, Table, TableError } from "ulm/data";
import {
  complianceChecklist,
  detectPersonalData,
  generalise,
  isResidentId,
  kAnonymity,
  mask,
  PrivacyError,
  pseudonymise,
} from "ulm/trust";
import { describe, expect, it } from "vitest";

const key = "a key for tests only";
const found = (table: Table) => Object.fromEntries(detectPersonalData(table).map(({ column, kind }) => [column, kind]));

/** The same number with each of the eleven possible last characters. */
const lastCharacters = [..."0123456789X"];
const stem = "11010519491231002";

describe("isResidentId", () => {
  it("accepts one check character only, the published example's", () => {
    expect(lastCharacters.filter((last) => isResidentId(stem + last))).toEqual(["X"]);
    expect(isResidentId(` ${stem}x `)).toBe(true);
  });

  it("finds every single wrong digit and every swap of neighbours", () => {
    const id = `${stem}X`;
    for (let at = 0; at < 17; at++) {
      for (const digit of "0123456789") {
        if (digit !== id[at]) expect(isResidentId(id.slice(0, at) + digit + id.slice(at + 1))).toBe(false);
      }
      if (at < 16 && id[at] !== id[at + 1]) {
        expect(isResidentId(id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2))).toBe(false);
      }
    }
  });

  it("refuses days that do not exist, whatever the check character", () => {
    for (const date of ["19490231", "19491301", "18991231"]) {
      expect(lastCharacters.some((last) => isResidentId(`110105${date}002${last}`))).toBe(false);
    }
  });
});

describe("detectPersonalData", () => {
  it("goes by names, in English and Chinese, any style", () => {
    const names = {
      name: ["customer_name", "FirstName", "姓名", "收货人", "用户名"],
      phone: ["phone", "mobilePhone", "Tel.", "手机号", "联系电话", "手機", "電話", "聯絡方式"],
      email: ["email", "E-mail", "userEmail", "email_address", "电子邮箱", "電子郵件"],
      "id-card": [
        "id_card",
        "idCard",
        "passport no",
        "id_number",
        "ID No.",
        "身份证号",
        "证件号码",
        "身份證",
        "身分證字號",
      ],
      address: ["address", "shipping_address", "homeAddr", "收货地址", "家庭住址"],
    };
    for (const [kind, columns] of Object.entries(names)) {
      for (const column of columns) {
        expect(detectPersonalData(Table.fromColumns({ [column]: ["…"] }))).toEqual([
          { column, kind, evidence: "name", share: 0 },
        ]);
      }
    }
  });

  it("leaves other columns alone", () => {
    const innocent = Table.fromColumns({
      product_name: ["Mug", "Cup"],
      商品名称: ["马克杯", "茶杯"],
      ip_address: ["10.0.0.1", "10.0.0.2"],
      mobile_os: ["iOS", "Android"],
      email_opens: [3, 4],
      手机品牌: ["华为", "小米"],
      PhoneService: ["Yes", "No"],
      telling: ["a", "b"],
      order_id_number: [7, 8],
      手機品牌: ["三星", "小米"],
      order_id: ["100000000000000001", "100000000000000002"],
      seconds: [1_700_000_000, 1_700_000_001],
      milliseconds: [1_700_000_000_000, 1_700_000_000_001],
      amount: [12.5, 99],
      name: ["Mug 300 ml", "Cup 2.0"],
      城市: ["北京", "上海"],
    });
    expect(detectPersonalData(innocent)).toEqual([]);
  });

  it("goes by values, also numbers, and says what share of them convicts", () => {
    const table = Table.fromColumns({
      a: ["ann@example.com", "bo@example.org", null, "–"],
      b: [13800138000, 13912345678, 15000000000, 18800000000],
      c: ["+44 20 7946 0958", "010-12345678", "+1 (202) 555-0143", "138 0013 8000"],
      d: [`${stem}X`, `${stem}X`, null, null],
      e: ["12 Elm Street", "7 High Rd", "221B Baker Street", "1 The Court"],
      f: ["中山路12号3室", "人民街5号", "幸福小区3栋", "某某村8号"],
    });
    expect(found(table)).toEqual({ a: "email", b: "phone", c: "phone", d: "id-card", e: "address", f: "address" });
    expect(detectPersonalData(table)[0]).toEqual({ column: "a", kind: "email", evidence: "values", share: 2 / 3 });
    expect(detectPersonalData(table.select("a").rename({ a: "mail_or_email" }))[0]).toMatchObject({ evidence: "both" });
  });

  it("takes many different Chinese names for names, and a few values for a category", () => {
    const people = ["王伟", "李娜", "张敏", "刘洋", "陈静", "杨帆", "黄磊", "赵强", "吴霞", "周杰", "徐丽", "孙平"];
    expect(found(Table.fromColumns({ x: people, name: people }))).toEqual({ x: "name", name: "name" });
    expect(found(Table.fromColumns({ x: people.map((_, row) => ["金华", "石家庄"][row % 2]) }))).toEqual({});
  });

  it("answers for empty tables and columns without values", () => {
    expect(detectPersonalData(new Table([]))).toEqual([]);
    expect(found(Table.fromColumns({ phone: [null, null], x: [null, null] }))).toEqual({ phone: "phone" });
  });
});

describe("pseudonymise", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null));

  it("is HMAC-SHA-256 of the text, and leaves the rest", () => {
    const table = Table.fromColumns({ user: ["ann", null], age: [31, 45] });
    const hidden = pseudonymise(table, ["user"], { key });
    const expected = createHmac("sha256", key).update("ann").digest("hex").slice(0, 32);
    expect(hidden.toObjects()).toEqual([
      { user: expected, age: 31 },
      { user: null, age: 45 },
    ]);
  });

  it("agrees with RFC 4231's test case 7 in its first 128 bits", () => {
    const text =
      "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.";
    const hidden = pseudonymise(Table.fromColumns({ x: [text] }), ["x"], { key: new Uint8Array(131).fill(0xaa) });
    expect(hidden.column("x").get(0)).toBe("9b09ffa71b942fcb27635fbcd5b0e944");
  });

  it("is stable across tables, columns, order and runs, and tells apart what is different", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const texts = values.map((each) => (each === null ? null : String(each)));
        const hidden = pseudonymise(Table.fromColumns({ a: texts }), ["a"], { key })
          .column("a")
          .toArray();
        const reversed = pseudonymise(Table.fromColumns({ b: texts.toReversed(), c: texts.toReversed() }), ["b"], {
          key,
        });
        expect(reversed.column("b").toArray().toReversed()).toEqual(hidden);
        expect(hidden.map((each) => each === null)).toEqual(texts.map((each) => each === null));
        expect(new Set(hidden).size).toBe(new Set(texts).size);
        for (const each of hidden) if (each !== null) expect(each).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });

  it("gives others under another key", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 16 }), fc.string({ minLength: 16 }), fc.string(), (one, two, text) => {
        fc.pre(one !== two);
        const under = (secret: string) =>
          pseudonymise(Table.fromColumns({ x: [text] }), ["x"], { key: secret })
            .column("x")
            .get(0);
        expect(under(one)).not.toBe(under(two));
      }),
    );
  });

  it("counts numbers as their text and refuses short keys and unknown columns", () => {
    const hide = (values: unknown[]) =>
      pseudonymise(Table.fromColumns({ x: values }), ["x"], { key })
        .column("x")
        .get(0);
    expect(hide([7])).toBe(hide(["7"]));
    const table = Table.fromColumns({ x: ["a"] });
    expect(() => pseudonymise(table, ["x"], { key: "short" })).toThrow(PrivacyError);
    expect(() => pseudonymise(table, ["x"], {} as { key: string })).toThrow(/at least 16/);
    expect(() => pseudonymise(table, ["y"], { key })).toThrow(TableError);
  });
});

describe("mask", () => {
  it("keeps what each kind needs to be recognised", () => {
    const table = Table.fromColumns({
      姓名: ["王小明", "Ann Lee", null],
      phone: [13800138000, 13912345678, null],
      email: ["ann@example.com", "b@example.org", null],
      身份证号: [`${stem}X`, `${stem}X`, null],
      note: ["hello", "x", null],
    });
    expect(mask(table, table.columnNames).toObjects()).toEqual([
      { 姓名: "王**", phone: "138****8000", email: "a**@example.com", 身份证号: "110***********002X", note: "h***o" },
      { 姓名: "A******", phone: "139****5678", email: "*@example.org", 身份证号: "110***********002X", note: "*" },
      { 姓名: null, phone: null, email: null, 身份证号: null, note: null },
    ]);
  });

  it("never shows more than two thirds, and keeps the length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), fc.nat(20), (text, keepStart, keepEnd) => {
        fc.pre(!text.includes("█") && text !== "");
        const options = { kind: "name", keepStart, keepEnd, character: "█" } as const;
        const masked = mask(Table.fromColumns({ x: [text] }), ["x"], options)
          .column("x")
          .get(0) as string;
        expect([...masked].length).toBe([...text].length);
        expect([...masked].filter((each) => each !== "█").length).toBeLessThanOrEqual(([...text].length * 2) / 3);
      }),
    );
  });

  it("says how to name columns and kinds", () => {
    const table = Table.fromColumns({ a: ["x"] });
    expect(() => mask(table, "a" as never)).toThrow('mask: name the columns in a list: mask(table, ["a"]).');
    expect(() => mask(table, ["a"], { kind: "secret" as never })).toThrow(
      'mask: kind is "secret"; it must be one of name,',
    );
    expect(() => pseudonymise(table, ["a"], undefined as never)).toThrow("pseudonymise: the key has 0 bytes");
    expect(() => pseudonymise(table, "a" as never, { key: "k".repeat(16) })).toThrow('pseudonymise(table, ["a"])');
    const dated = Table.fromColumns({ at: [new Date(0)] });
    expect(() => generalise(dated, { at: { date: "week" as never } })).toThrow(
      'date must be "year", "quarter" or "month", not "week"',
    );
  });

  it("refuses what makes no sense", () => {
    const table = Table.fromColumns({ x: ["a"] });
    expect(() => mask(table, ["x"], { keepStart: -1 })).toThrow(ParameterError);
    expect(() => mask(table, ["x"], { character: "**" })).toThrow(ParameterError);
    expect(() => mask(table, ["y"])).toThrow(TableError);
  });
});

describe("generalise", () => {
  it("makes bands, periods, tiers and groups", () => {
    const table = Table.fromColumns({
      age: [34, 40, -1, null],
      score: [0.7, 0.3, 1, null],
      since: [new Date("2026-03-31T23:59:59Z"), new Date("2026-04-01"), new Date("1999-12-31"), null],
      city: ["上海市", "hangzhou", "Lyon", null],
      channel: ["search", "advert", "referral", null],
    });
    const coarse = generalise(table, {
      age: { band: 10 },
      score: { band: 0.1 },
      since: { date: "quarter" },
      city: { cityTier: true },
      channel: { groups: { search: "paid", advert: "paid" } },
    });
    expect(coarse.toObjects()).toEqual([
      { age: "30–39", score: "0.6 to <0.7", since: "2026-Q1", city: "tier 1", channel: "paid" },
      { age: "40–49", score: "0.2 to <0.3", since: "2026-Q2", city: "new tier 1", channel: "paid" },
      { age: "-10–-1", score: "1 to <1.1", since: "1999-Q4", city: "other", channel: "other" },
      { age: null, score: null, since: null, city: null, channel: null },
    ]);
    expect(
      generalise(table, { since: { date: "month" } })
        .column("since")
        .get(0),
    ).toBe("2026-03");
    expect(
      generalise(table, { city: { cityTier: { LYON: "big" } } })
        .column("city")
        .toArray()[2],
    ).toBe("big");
  });

  it("puts every number into the band that holds it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 2, max: 1000 }), (value, band) => {
        const text = generalise(Table.fromColumns({ x: [value] }), { x: { band } })
          .column("x")
          .get(0) as string;
        const [low, high] = text.split("–").map(Number) as [number, number];
        expect(low <= value && value <= high && high - low === band - 1 && low % band === 0).toBe(true);
      }),
    );
  });

  it("refuses rules that do not suit their column", () => {
    const table = Table.fromColumns({ x: ["a"], n: [1] });
    expect(() => generalise(table, { x: { band: 10 } })).toThrow(/"x" holds text/);
    expect(() => generalise(table, { n: { date: "month" } })).toThrow(ParameterError);
    expect(() => generalise(table, { n: { band: 0 } })).toThrow(/above 0/);
    expect(() => generalise(table, { n: {} as { band: number } })).toThrow(ParameterError);
    expect(() => generalise(table, { y: { band: 1 } })).toThrow(TableError);
  });
});

describe("kAnonymity", () => {
  const rows = fc.array(
    fc.record({
      a: fc.constantFrom("x", "y", null),
      b: fc.constantFrom(1, 2, null),
      c: fc.constantFrom('"', ",", '","'),
      d: fc.integer(),
    }),
  );

  it("finds the smallest groups", () => {
    const table = Table.fromColumns({
      age: ["30–39", "30–39", "40–49", "30–39", "40–49", null],
      tier: ["1", "1", "1", "1", "1", "1"],
    });
    const { k, groups, smallestGroups } = kAnonymity(table, ["age", "tier"]);
    expect([k, groups]).toEqual([1, 3]);
    expect(smallestGroups.toObjects()).toEqual([
      { age: null, tier: "1", count: 1 },
      { age: "40–49", tier: "1", count: 2 },
      { age: "30–39", tier: "1", count: 3 },
    ]);
  });

  it("agrees with counting pairs, and suppression reaches k and removes no more than it must", () => {
    const columns = ["a", "b", "c"] as const;
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), (people, least) => {
        const table = Table.fromObjects(people, { a: "text", b: "number", c: "text", d: "number" });
        if (people.length === 0) return;
        const sizes = people.map(
          (one) => people.filter((two) => columns.every((name) => one[name] === two[name])).length,
        );
        const anonymity = kAnonymity(table, columns);
        expect(anonymity.k).toBe(Math.min(...sizes));
        const { table: safe, suppressed } = anonymity.suppress(least);
        expect(safe.toObjects()).toEqual(people.filter((_, row) => sizes[row]! >= least));
        expect(suppressed).toBe(people.length - safe.rowCount);
        if (safe.rowCount > 0) expect(kAnonymity(safe, columns).k).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it("answers for empty tables, and refuses what makes no sense", () => {
    const table = Table.fromColumns({ a: ["x"] });
    expect(kAnonymity(table.head(0), ["a"])).toMatchObject({ k: 0, groups: 0 });
    expect(() => kAnonymity(table, [])).toThrow(ParameterError);
    expect(() => kAnonymity(table, ["b"])).toThrow(TableError);
    expect(() => kAnonymity(table, ["a"]).suppress(0)).toThrow(ParameterError);
  });

  it("shows itself in both languages", () => {
    const html = kAnonymity(Table.fromColumns({ "<b>": ["x"] }), ["<b>"])[display]()["text/html"] as string;
    expect(html).toContain('<span class="ulm-text" lang="zh-CN">');
    expect(html).not.toContain("<b>");
  });
});

describe("complianceChecklist", () => {
  const statusOf = (checklist: ReturnType<typeof complianceChecklist>) =>
    Object.fromEntries(checklist.items.map(({ question, status }) => [question, status]));

  it("checks what can be checked and believes the rest", () => {
    const table = Table.fromColumns({ age: ["30–39", "30–39"], phone: ["13800138000", "13912345678"] });
    const store = { encrypted: true, roles: 0, auditIntact: true };
    const clear = complianceChecklist({ table, store, confirmed: ["retention", "access"] });
    expect(statusOf(clear)).toMatchObject({
      "de-identification": "violated",
      encryption: "met",
      access: "violated",
      audit: "met",
      retention: "confirmed",
      purpose: "open",
    });
    const safe = { table: table.drop("phone"), quasiIdentifiers: ["age"] };
    expect(statusOf(complianceChecklist({ ...safe, leastK: 2 }))["de-identification"]).toBe("met");
    expect(statusOf(complianceChecklist(safe))["de-identification"]).toBe("violated");
    expect(statusOf(complianceChecklist({ table: safe.table }))["de-identification"]).toBe("open");
    expect(new Set(Object.values(statusOf(complianceChecklist())))).toEqual(new Set(["open"]));
  });

  it("says every text in both languages, and escapes column names", () => {
    const table = Table.fromColumns({ "<i>phone": ["13800138000"] });
    const html = complianceChecklist({ table })[display]()["text/html"] as string;
    const count = (language: string) => html.split(`<span class="ulm-text" lang="${language}">`).length - 1;
    expect(count("en")).toBe(count("zh-CN"));
    expect(count("en")).toBeGreaterThan(30);
    expect(html).toContain("&lt;i&gt;phone");
    expect(html).not.toContain("<i>");
  });

  it("refuses questions that do not exist", () => {
    expect(() => complianceChecklist({ confirmed: ["luck" as "purpose"] })).toThrow(/The questions are: purpose/);
  });
});
