import type { BilingualText, CellValue, Table } from "../../data/index.ts";

/** What the columns of a summary are called where people read them. */
const heads: Readonly<Record<string, BilingualText>> = {
  class: { en: "class", "zh-CN": "类别" },
  name: { en: "", "zh-CN": "" },
  coefficient: { en: "coefficient", "zh-CN": "系数" },
  oddsRatio: { en: "odds ratio", "zh-CN": "优势比" },
  rateRatio: { en: "rate ratio", "zh-CN": "率比" },
  standardError: { en: "std. error", "zh-CN": "标准误" },
  t: { en: "t", "zh-CN": "t" },
  z: { en: "z", "zh-CN": "z" },
  pValue: { en: "p", "zh-CN": "p" },
  lower95: { en: "95 % from", "zh-CN": "95% 下限" },
  upper95: { en: "to", "zh-CN": "上限" },
};

/** The summary of a model with coefficients as texts, ready to be shown. */
export function coefficientTable(summary: Table): { heads: BilingualText[]; rows: string[][] } {
  const names = summary.columnNames;
  return {
    heads: names.map((name) => heads[name] ?? { en: name, "zh-CN": name }),
    rows: summary.rows().map((row) => names.map((name) => formatCell(name, row[name] as CellValue))),
  };
}

/** A coefficient or something that is measured like one, to four decimals where these say something. */
export function formatCoefficient(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 ? value.toFixed(4) : value.toExponential(3);
}

export function formatPValue(value: number): string {
  return value < 0.0001 ? "< 0.0001" : value.toFixed(4);
}

function formatCell(name: string, value: CellValue): string {
  if (typeof value !== "number" || name === "class") return String(value);
  return name === "pValue" ? formatPValue(value) : formatCoefficient(value);
}
