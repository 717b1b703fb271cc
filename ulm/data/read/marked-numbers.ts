import { isIdentifier } from "./number-format.ts";
import type { Reading } from "./reading.ts";

/** What may stand beside the digits: `¥1,280.50`, `12%`, `1.2万`. */
export type NumberMark = "currency" | "percent" | "multiple";

const currency = String.raw`(?:(?:US|HK|NT|CA|AU|R)?\$|[¥￥€£₩₹]|RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD)`;
const digits = String.raw`\d[\d.,'’ \u00A0\u202F]*`;
const before = new RegExp(String.raw`^([+-]?)\s*(${currency})\s*([+-]?${digits})$`, "i");
const behind = new RegExp(
  String.raw`^([+-]?${digits}?)\s*(${currency}|元|圆|圓|円|块|塊|%|％|千|[wW万萬]|[亿億])\s*(元|圆|圓)?$`,
  "i",
);
const multiples: Readonly<Record<string, number>> = { 千: 1e3, w: 1e4, W: 1e4, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

/** A number with what stands beside it taken off. */
interface Marked {
  readonly digits: string;
  readonly sign: string;
  readonly mark: NumberMark;
}

/** Takes a number and its mark apart; `undefined` for everything else. */
export function splitMarkedNumber(text: string): Marked | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 40) return undefined;
  const front = before.exec(trimmed);
  if (front !== null) return { digits: front[1]! + front[3]!, sign: front[2]!, mark: "currency" };
  const back = behind.exec(trimmed);
  if (back === null) return undefined;
  const [, number, sign] = back;
  const mark = sign === "%" || sign === "％" ? "percent" : multiples[sign!] === undefined ? "currency" : "multiple";
  return { digits: number!.trim(), sign: sign!, mark };
}

/**
 * Numbers of a column that is stated to hold numbers, so that signs and units beside them may be taken off: `¥1,280.50` is 1280.5,
 * `12%` is 0.12, `1.2万` is 12000. One for each column: two currencies in it are refused.
 */
export class MarkedNumbers implements Reading {
  readonly type = "number";
  readonly name: string;
  /** The first value that had a mark, and what it was read as. */
  example: { readonly text: string; readonly value: number } | undefined;
  private readonly plain: Reading;
  private money: string | undefined;

  constructor(plain: Reading) {
    this.plain = plain;
    this.name = plain.name;
  }

  parse(text: string): number {
    const plain = this.plain.parse(text);
    if (!Number.isNaN(plain)) return plain;
    const marked = splitMarkedNumber(text);
    if (marked === undefined || isIdentifier(marked.digits)) return NaN;
    const value = this.plain.parse(marked.digits) * (multiples[marked.sign] ?? 1);
    if (Number.isNaN(value)) return NaN;
    if (marked.mark === "currency" && (this.money ??= marked.sign) !== marked.sign) return NaN;
    const result = marked.mark === "percent" ? value / 100 : value;
    this.example ??= { text, value: result };
    return result;
  }
}
