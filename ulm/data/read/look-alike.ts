import type { BilingualText } from "../bilingual-html.ts";
import { DateFormat } from "./date-format.ts";
import { splitMarkedNumber } from "./marked-numbers.ts";
import type { NumberMark } from "./marked-numbers.ts";

/** A value and where it stands. */
export interface Example {
  readonly text: string;
  readonly line: number;
}

/** What most values of a text column look like. */
export interface LookAlike {
  readonly name: BilingualText;
  /** What to state so that they are read as such. */
  readonly option: { readonly dates: string } | { readonly types: "date" | "number" };
  /** How many of the values look so, and the first that does not. */
  readonly count: number;
  readonly like: Example;
  readonly odd: Example | undefined;
}

/** So many of the first texts tell what a column of text looks like. */
export const lookedAt = 200;

interface Kind extends Pick<LookAlike, "name" | "option"> {
  matches(text: string): boolean;
}

/** Dates that are found without being stated, so that odd values kept the column from being one. */
const found = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYY.MM.DD",
  "YYYY年MM月DD日",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "DD-MM-YYYY",
  "MM-DD-YYYY",
  "DD MMM YYYY",
  "DD-MMM-YYYY",
  "MMM DD, YYYY",
  "MMM DD YYYY",
];
/** Dates that are not found: an hour alone may be anything. */
const statedOnly = ["YYYY-MM-DD HH", "YYYY/MM/DD HH", "YYYYMMDD HH"];

const kinds: readonly Kind[] = [
  ...found.map((format) => dateKind(format, { types: "date" })),
  ...statedOnly.map((format) => dateKind(format, { dates: format })),
  {
    name: { en: "dates with a year of two digits", "zh-CN": "年份为两位数的日期" },
    option: { dates: "DD/MM/YY" },
    matches: (text) => /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:\s|$)/.test(text),
  },
  markedKind("currency", { en: "amounts of money", "zh-CN": "金额" }),
  markedKind("percent", { en: "percentages", "zh-CN": "百分数" }),
  markedKind("multiple", { en: "numbers with a unit such as 万", "zh-CN": "带“万”等单位的数字" }),
];

function dateKind(format: string, option: Kind["option"]): Kind {
  const reading = new DateFormat(format);
  const name = { en: `dates (${format})`, "zh-CN": `日期（${format}）` };
  return { name, option, matches: (text) => !Number.isNaN(reading.parse(text)) };
}

function markedKind(mark: NumberMark, name: BilingualText): Kind {
  return { name, option: { types: "number" }, matches: (text) => splitMarkedNumber(text)?.mark === mark };
}

/** What dates, money and numbers begin or end with: digits, signs, the first letter of a month. */
const mayMatch =
  /^[+-]?\s*(?:\d|[¥￥$€£₩₹]|RMB|CNY|USD|EUR|GBP|JPY|HKD|TWD|(?:US|HK|NT|CA|AU|R)\$|[A-Z][a-z]{2,8}\.? \d)/i;

/** What more than half of the values look like; `undefined` for texts that are just texts. */
export function findLookAlike(values: readonly Example[]): LookAlike | undefined {
  const candidates = values.filter(({ text }) => mayMatch.test(text));
  if (candidates.length * 2 <= values.length) return undefined;
  for (const { name, option, matches } of kinds) {
    const like = candidates.filter(({ text }) => matches(text));
    if (like.length * 2 <= values.length) continue;
    const areLike = new Set(like);
    const odd = values.find((value) => !areLike.has(value));
    return { name, option, count: like.length, like: like[0]!, odd };
  }
  return undefined;
}
