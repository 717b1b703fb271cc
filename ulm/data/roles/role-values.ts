import type { BilingualText } from "../bilingual-html.ts";
import type { Column } from "../column.ts";
import { wholeNumberDates } from "../read/whole-number-dates.ts";
import type { Role } from "./role-map.ts";

/** How well the values of a column suit a role. */
export interface ValueEvidence {
  /** 1: they look like it; 0.5: they may be; 0: they cannot be. */
  readonly score: number;
  readonly reason: BilingualText;
}

/** So many values tell what a column holds. */
const examined = 20_000;

/** What is seen of a column once, for all roles. */
export interface ColumnFacts {
  readonly column: Column;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** Of numbers: all are whole; the least; the middle one. */
  readonly isWhole: boolean;
  readonly least: number;
  readonly median: number;
}

/** Looks at values that are spread evenly over the rows. */
export function columnFacts(column: Column): ColumnFacts {
  const step = Math.max(1, column.length / examined);
  const values: (string | number)[] = [];
  let rows = 0;
  for (let position = 0; position < column.length; position += step, rows++) {
    const row = Math.floor(position);
    if (!column.isMissing(row)) values.push(column.type === "text" ? String(column.get(row)) : Number(column.get(row)));
  }
  const numbers = values.filter((value) => typeof value === "number").sort((a, b) => a - b);
  return {
    column,
    rows,
    present: values.length,
    distinct: new Set(values).size,
    isWhole: numbers.every(Number.isInteger),
    least: numbers[0] ?? NaN,
    median: numbers[numbers.length >> 1] ?? NaN,
  };
}

type Judge = (facts: ColumnFacts) => ValueEvidence;

/** What the values of a column say about a role. */
export function valueEvidence(facts: ColumnFacts, role: Role): ValueEvidence {
  return facts.present === 0 ? no("all values are missing", "全部缺失") : judges[role](facts);
}

const isIdentifier = ({ column, isWhole }: ColumnFacts) =>
  column.type === "text" || (column.type === "number" && isWhole);

/** Identifiers of which there are many, or one for each row. */
const identifier: Judge = (facts) => {
  if (!isIdentifier(facts)) return no("no identifiers", "不是编号");
  const many = facts.distinct > 20 || facts.distinct > facts.present / 3;
  return many
    ? yes(`${facts.distinct} different identifiers`, `${facts.distinct} 个不同的编号`)
    : perhaps(`only ${facts.distinct} different values`, `只有 ${facts.distinct} 个不同的值`);
};

const few: Judge = (facts) => {
  if (facts.column.type !== "text") return no("no texts", "不是文本");
  if (facts.distinct > 20 && facts.distinct * 2 > facts.present)
    return no("hardly two texts alike", "文本几乎各不相同");
  const isFew = facts.distinct <= 200 && (facts.distinct <= 20 || facts.distinct * 5 <= facts.present);
  return isFew
    ? yes(`${facts.distinct} different texts`, `${facts.distinct} 种不同的文本`)
    : perhaps(`as many as ${facts.distinct} different texts`, `多达 ${facts.distinct} 种文本`);
};

const date: Judge = ({ column }) => {
  if (column.type === "date") return yes("dates", "日期");
  const format = column.type === "number" ? wholeNumberDates(column.name, column.toNumbers()) : undefined;
  if (format === undefined) return no(`${column.type} values, no dates`, "不是日期");
  return perhaps(`numbers that look like dates: read them with "${format}"`, `数字看起来是日期：请按“${format}”读取`);
};

const money: Judge = ({ column, distinct }) => {
  if (column.type !== "number") return no("no numbers", "不是数字");
  return distinct > 2 ? yes("numbers", "数字") : perhaps("hardly any different numbers", "几乎没有不同的数字");
};

const judges: Readonly<Record<Role, Judge>> = {
  user: identifier,
  order: identifier,
  item: identifier,
  session: identifier,
  category: few,
  event: (facts) => {
    const { column, isWhole, distinct } = facts;
    const isCoded = column.type === "number" && isWhole && distinct <= 20;
    return isCoded ? perhaps(`${distinct} different codes`, `${distinct} 种代码`) : few(facts);
  },
  time: date,
  returnTime: (facts) => {
    if (facts.column.type !== "date") return date(facts);
    return facts.present < facts.rows
      ? yes("dates, most of them missing", "日期,多数缺失")
      : perhaps("dates in every row", "每行都有日期");
  },
  quantity: (facts) => {
    if (facts.column.type !== "number" || !facts.isWhole) return no("no whole numbers", "不是整数");
    return Math.abs(facts.median) <= 1000
      ? yes("small whole numbers", "较小的整数")
      : perhaps("large numbers", "较大的数字");
  },
  price: (facts) => {
    const { score, reason } = money(facts);
    return score > 0 && facts.least < 0 ? perhaps("some are negative", "有负数") : { score, reason };
  },
  amount: money,
  label: ({ column, distinct }) =>
    column.type === "boolean" || (distinct === 2 && column.type !== "date")
      ? yes("two different values", "两种取值")
      : distinct <= 10 && column.type !== "date"
        ? perhaps(`${distinct} different values`, `${distinct} 种取值`)
        : no("too many different values", "取值过多"),
};

function yes(en: string, zh: string): ValueEvidence {
  return { score: 1, reason: { en, "zh-CN": zh } };
}

function perhaps(en: string, zh: string): ValueEvidence {
  return { score: 0.5, reason: { en, "zh-CN": zh } };
}

function no(en: string, zh: string): ValueEvidence {
  return { score: 0, reason: { en, "zh-CN": zh } };
}
