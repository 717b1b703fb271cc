import type { BilingualText } from "../bilingual-html.ts";
import { bilingualTable } from "../bilingual-table.ts";
import { dropDuplicates } from "../clean/drop-duplicates.ts";
import { display } from "../display.ts";
import type { DisplayBundle } from "../display.ts";
import { isReturn, orderLog } from "../snapshot/purchases.ts";
import type { OrderLog, PurchaseUnit } from "../snapshot/purchases.ts";
import { millisecondsPerDay } from "../snapshot/snapshot-windows.ts";
import { roleColumn } from "./role-column.ts";
import type { RoledTable } from "./role-map.ts";

export interface PurchaseCheckOptions {
  /** What counts as one purchase. Default: "order" when that role is stated, else "row". */
  readonly purchase?: PurchaseUnit;
}

/** What rows of purchases hold, as recency, frequency and monetary value will see them. Counts are of rows where nothing else is said. */
export interface PurchaseFacts {
  readonly rows: number;
  readonly withoutUser: number;
  readonly withoutTime: number;
  /** Copies of rows that are there already. */
  readonly duplicates: number;
  readonly withoutAmount: number;
  /** Amounts of 0. */
  readonly free: number;
  /** Negative amounts, and what they add up to. */
  readonly returns: number;
  readonly returned: number;
  /** Rows with user and time that are no returns. */
  readonly used: number;
  readonly users: number;
  readonly unit: PurchaseUnit;
  /** Purchases of the unit, and what the other units would make of the same rows. */
  readonly purchases: number;
  readonly orders: number | undefined;
  readonly userDays: number;
  /** Orders whose rows name more than one user. */
  readonly sharedOrders: number;
  /** Share of the users with one purchase only. */
  readonly onceOnly: number;
  readonly first: Date | undefined;
  readonly last: Date | undefined;
  /** Rows later than now. */
  readonly inFuture: number;
}

/** The facts, and in a notebook a panel of them that says what to look at. */
export class PurchaseCheck {
  readonly facts: PurchaseFacts;

  constructor(facts: PurchaseFacts) {
    this.facts = facts;
  }

  /** What to look at before a model learns from these rows. */
  get warnings(): readonly BilingualText[] {
    const { facts } = this;
    const warn = (count: number, en: string, zh: string) =>
      count > 0 ? [{ en: `${number(count)} ${en}`, "zh-CN": `${number(count)} ${zh}` }] : [];
    const collapsing = facts.unit !== "day" && facts.purchases > facts.userDays ? facts.purchases - facts.userDays : 0;
    return [
      ...warn(
        facts.duplicates,
        "rows are copies of others: drop them, or say why they count",
        "行与其他行完全相同:请删除或说明原因",
      ),
      ...warn(facts.withoutUser, "rows name no user", "行没有用户"),
      ...warn(facts.withoutTime, "rows have no time", "行没有时间"),
      ...warn(facts.withoutAmount, "rows have no amount; they count as 0", "行没有金额,按 0 计"),
      ...warn(facts.free, "rows are free", "行金额为 0"),
      ...warn(
        facts.returns,
        "rows are returns: they lower what a user spent and are no purchases",
        "行是退货:减少消费额,不算购买",
      ),
      ...warn(facts.sharedOrders, "orders belong to several users", "个订单属于多个用户"),
      ...warn(
        collapsing,
        "purchases are on the day of another one of the same user: models in days (BG/NBD) count one a day",
        "次购买与同一用户的另一次在同一天:按天的模型(BG/NBD)每天计一次",
      ),
      ...warn(facts.inFuture, "rows are later than now", "行的时间晚于现在"),
    ];
  }

  [display](): DisplayBundle {
    const { facts } = this;
    const rows: (readonly (BilingualText | string)[])[] = [
      [{ en: "rows", "zh-CN": "行数" }, number(facts.rows)],
      [{ en: "rows used", "zh-CN": "采用的行" }, number(facts.used)],
      [{ en: "users", "zh-CN": "用户数" }, number(facts.users)],
      [
        { en: `purchases, one per ${facts.unit}`, "zh-CN": `购买次数(按${unitTexts[facts.unit]})` },
        number(facts.purchases),
      ],
      ...(facts.orders === undefined ? [] : [[{ en: "orders", "zh-CN": "订单数" }, number(facts.orders)]]),
      [{ en: "days with a purchase, by user", "zh-CN": "用户购买天数" }, number(facts.userDays)],
      [{ en: "users with one purchase", "zh-CN": "只买一次的用户" }, `${(facts.onceOnly * 100).toFixed(1)} %`],
      [{ en: "from", "zh-CN": "最早" }, facts.first?.toISOString() ?? "–"],
      [{ en: "to", "zh-CN": "最晚" }, facts.last?.toISOString() ?? "–"],
      [{ en: "returned", "zh-CN": "退货金额" }, number(facts.returned)],
      ...this.warnings.map((text) => [{ en: "look at", "zh-CN": "请留意" }, text]),
    ];
    return bilingualTable(
      { en: "Do these rows mean purchases?", "zh-CN": "这些行是购买记录吗?" },
      [
        { en: "What", "zh-CN": "项目" },
        { en: "Value", "zh-CN": "数值" },
      ],
      rows,
    );
  }
}

const unitTexts: Readonly<Record<PurchaseUnit, string>> = { order: "订单", day: "天", row: "行" };

/**
 * Looks at rows of purchases before recency, frequency and monetary value are made of them: what is left out, what counts as one
 * purchase, returns, copies, the span of time.
 * @throws TableError when the roles user and time are not stated, or time holds no dates
 */
export function checkPurchases(source: RoledTable, { purchase }: PurchaseCheckOptions = {}): PurchaseCheck {
  const { table, roles } = source;
  const log = orderLog(source, purchase);
  const unit = purchase ?? (roles.order === undefined ? "row" : "order");
  const used = log.rows.filter((row) => !isReturn(log, row));
  const amounts = log.amounts ?? new Float64Array(0);
  const times = used
    .map((row) => log.times[row]!)
    .reduce<[number, number]>(([from, to], time) => [Math.min(from, time), Math.max(to, time)], [Infinity, -Infinity]);
  const perUser = purchasesPerUser(log, used);
  const owners = orderOwners(source, log, used);
  return new PurchaseCheck({
    rows: table.rowCount,
    withoutUser: log.users.missing,
    withoutTime: log.times.reduce((count, time) => count + Number(Number.isNaN(time)), 0),
    duplicates: table.rowCount - dropDuplicates(table).rowCount,
    withoutAmount: amounts.reduce((count, amount) => count + Number(Number.isNaN(amount)), 0),
    free: amounts.reduce((count, amount) => count + Number(amount === 0), 0),
    returns: amounts.reduce((count, amount) => count + Number(amount < 0), 0),
    returned: amounts.reduce((sum, amount) => sum + (amount < 0 ? amount : 0), 0),
    used: used.length,
    users: perUser.size,
    unit,
    purchases: [...perUser.values()].reduce((sum, marks) => sum + marks.size, 0),
    orders: owners?.size,
    userDays: new Set(used.map((row) => `${log.users.data[row]} ${Math.floor(log.times[row]! / millisecondsPerDay)}`))
      .size,
    sharedOrders: [...(owners?.values() ?? [])].filter((users) => users.size > 1).length,
    onceOnly: [...perUser.values()].filter((marks) => marks.size === 1).length / Math.max(1, perUser.size),
    first: used.length === 0 ? undefined : new Date(times[0]),
    last: used.length === 0 ? undefined : new Date(times[1]),
    inFuture: used.filter((row) => log.times[row]! > Date.now()).length,
  });
}

/** The marks of each user's purchases. */
function purchasesPerUser(log: OrderLog, rows: readonly number[]): Map<string | number, Set<string | number>> {
  const perUser = new Map<string | number, Set<string | number>>();
  for (const row of rows) {
    const user = log.users.data[row]!;
    const marks = perUser.get(user) ?? new Set();
    perUser.set(user, marks.add(log.purchaseOf(row)));
  }
  return perUser;
}

/** The users of each order; `undefined` when that role is not stated. */
function orderOwners(source: RoledTable, log: OrderLog, rows: readonly number[]) {
  const orders = roleColumn(source, "order");
  if (orders === undefined) return undefined;
  const owners = new Map<string | number, Set<string | number>>();
  for (const row of rows) {
    if (orders.isMissing(row)) continue;
    const users = owners.get(orders.data[row]!) ?? new Set();
    owners.set(orders.data[row]!, users.add(log.users.data[row]!));
  }
  return owners;
}

function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}
