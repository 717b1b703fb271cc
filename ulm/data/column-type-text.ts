import type { BilingualText } from "./bilingual-html.ts";
import type { ColumnType } from "./cell-value.ts";

const typeTexts: Readonly<Record<ColumnType, BilingualText>> = {
  number: { en: "number", "zh-CN": "数值" },
  text: { en: "text", "zh-CN": "文本" },
  boolean: { en: "boolean", "zh-CN": "布尔" },
  date: { en: "date", "zh-CN": "日期" },
};

/** What a column holds, and how much of it is missing. @param written how its values were written, where that was odd */
export function columnTypeText(column: { type: ColumnType; missing: number }, written?: string): BilingualText {
  const { type, missing } = column;
  const count = missing.toLocaleString("en");
  const details = (...texts: (string | undefined)[]) => texts.filter((text) => text !== undefined);
  return {
    en: details(typeTexts[type].en, written, missing > 0 ? `${count} missing` : undefined).join(", "),
    "zh-CN": details(typeTexts[type]["zh-CN"], written, missing > 0 ? `缺 ${count}` : undefined).join("，"),
  };
}
