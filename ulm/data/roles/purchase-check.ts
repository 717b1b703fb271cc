import type { BilingualText } from "../bilingual-html.ts";
import { bilingualTable } from "../bilingual-table.ts";
import { checkpoint } from "../../compute/checkpoint.ts";
import { groupRowsInTurns } from "../clean/group-rows.ts";
import type { KeyValues } from "../clean/group-rows.ts";
import { display } from "../display.ts";
import type { DisplayBundle } from "../display.ts";
import { dayNumbers, zoneOf } from "../snapshot/day-clock.ts";
import { purchaseUnit } from "../snapshot/purchases.ts";
import type { PurchaseUnit } from "../snapshot/purchases.ts";
import { userLog } from "../snapshot/user-log.ts";
import { roleAmounts, roleColumn } from "./role-column.ts";
import type { RoledTable } from "./role-map.ts";

export interface PurchaseCheckOptions {
  /** What counts as one purchase. Default: "order" when that role is stated, else "row". */
  readonly purchase?: PurchaseUnit;
  /** The IANA zone of the days. Default: that of the column of times, which is the one in which they were read, or UTC. */
  readonly zone?: string;
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
  /** The IANA zone of the days. */
  readonly zone: string;
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
      [
        { en: `days with a purchase, by user (${facts.zone})`, "zh-CN": `用户购买天数（${facts.zone}）` },
        number(facts.userDays),
      ],
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
 * purchase, returns, copies, the span of time. Large tables take a while: an interrupt stops it.
 * @throws TableError when the roles user and time are not stated, or time holds no dates; ParameterError
 */
export async function checkPurchases(source: RoledTable, options: PurchaseCheckOptions = {}): Promise<PurchaseCheck> {
  const { table } = source;
  const unit = purchaseUnit(source, "check", options.purchase);
  const zone = zoneOf(source, options.zone);
  const { pause, group } = workOn(table.rowCount * (source.roles.order === undefined ? 3 : 5));
  const { users, times, rows } = userLog(source, "orders");
  await pause();
  const amounts = roleAmounts(source);
  const used = Int32Array.from(amounts === undefined ? rows : rows.filter((row) => !(amounts[row]! < 0)));
  await pause();
  const days = pick(dayNumbers(times, zone), used);
  await pause();
  const keys = { users: pick(users.data, used), days, orders: pickOrders(source, used) };
  await pause();
  const wholeRows: KeyValues[] = [];
  for (const { data } of table.columns) {
    wholeRows.push(data);
    await pause();
  }
  return new PurchaseCheck({
    rows: table.rowCount,
    withoutUser: users.missing,
    withoutTime: count(times, Number.isNaN),
    duplicates: table.rowCount - (await group(wholeRows, table.rowCount)).count,
    withoutAmount: count(amounts, Number.isNaN),
    free: count(amounts, (amount) => amount === 0),
    returns: count(amounts, (amount) => amount < 0),
    returned: amounts?.reduce((sum, amount) => sum + (amount < 0 ? amount : 0), 0) ?? 0,
    unit,
    zone,
    ...(await countPurchases(keys, used.length, unit, group)),
    ...spanOf(times, used),
  });
}

/** What the rows that are used say, one value a row. */
interface PurchaseKeys {
  readonly users: KeyValues;
  readonly days: KeyValues;
  /** A row without an order has one of its own. */
  readonly orders: { readonly keys: readonly KeyValues[]; readonly missing: number } | undefined;
}

/** Tells equal rows, which is most of the work, and pauses after some of it; `pause` is for what lies between. @param total rows to tell */
function workOn(total: number) {
  let done = 0;
  const pause = (rows = 0) => checkpoint((done += rows), total, "check");
  return { pause, group: (keys: readonly KeyValues[], length: number) => groupRowsInTurns(keys, length, pause) };
}

async function countPurchases(
  { users, days, orders }: PurchaseKeys,
  used: number,
  unit: PurchaseUnit,
  group: ReturnType<typeof workOn>["group"],
) {
  const byUser = await group([users], used);
  const userDays = await group([byUser.groups, days], used);
  const byOrder = orders && (await group(orders.keys, used));
  const ofUsers = byOrder && (await group([byUser.groups, byOrder.groups], used));
  const purchases = unit === "day" ? userDays : unit === "order" ? ofUsers! : undefined;
  const perUser = new Uint32Array(byUser.count);
  for (const row of purchases?.firsts ?? byUser.groups.keys()) perUser[byUser.groups[row]!]!++;
  const owners = new Uint32Array(byOrder?.count ?? 0);
  for (const row of ofUsers?.firsts ?? []) owners[byOrder!.groups[row]!]!++;
  return {
    used,
    users: byUser.count,
    purchases: purchases?.count ?? used,
    orders: byOrder && byOrder.count - orders!.missing,
    userDays: userDays.count,
    sharedOrders: count(owners, (users) => users > 1),
    onceOnly: count(perUser, (purchases) => purchases === 1) / Math.max(1, byUser.count),
  };
}

function spanOf(times: Float64Array, used: Int32Array) {
  const now = Date.now();
  let [first, last, inFuture] = [Infinity, -Infinity, 0];
  for (const row of used) {
    const time = times[row]!;
    if (time < first) first = time;
    if (time > last) last = time;
    if (time > now) inFuture++;
  }
  const isEmpty = used.length === 0;
  return { first: isEmpty ? undefined : new Date(first), last: isEmpty ? undefined : new Date(last), inFuture };
}

function pickOrders(source: RoledTable, used: Int32Array): PurchaseKeys["orders"] {
  const orders = roleColumn(source, "order");
  if (orders === undefined) return undefined;
  const own = new Float64Array(used.length).fill(NaN);
  if (orders.missing > 0) used.forEach((row, index) => (own[index] = orders.isMissing(row) ? row : NaN));
  return { keys: [pick(orders.data, used), own], missing: count(own, (row) => !Number.isNaN(row)) };
}

/** Loops, because `from` with a function takes many times as long. */
function pick(values: KeyValues, rows: Int32Array): KeyValues {
  if (Array.isArray(values)) {
    const texts = new Array<string | null>(rows.length);
    for (let index = 0; index < rows.length; index++) texts[index] = values[rows[index]!] as string | null;
    return texts;
  }
  const numbers = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) numbers[index] = values[rows[index]!] as number;
  return numbers;
}

function count(values: Float64Array | Uint32Array | undefined, fits: (value: number) => boolean): number {
  let found = 0;
  for (const value of values ?? []) if (fits(value)) found++;
  return found;
}

function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}
