import type { BilingualText } from "../bilingual-html.ts";
import { lookedAt } from "./look-alike.ts";
import type { Example, LookAlike } from "./look-alike.ts";
import type { MarkedNumbers } from "./marked-numbers.ts";
import type { PlaceUnit } from "./read-error.ts";
import { wholeNumberDates } from "./whole-number-dates.ts";

/** What the report says of single columns. */

/** Where a value stands: "line 3". */
export function placeText(unit: PlaceUnit, line: number): BilingualText {
  return { en: `${unit} ${line}`, "zh-CN": unit === "line" ? `第 ${line} 行` : `第 ${line} 条记录` };
}

/** Values may be long. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

const ifMissing = ({ text }: Example): BilingualText => ({
  en: `Correct it, or if it means "missing", state missing: [${quoted(text)}].`,
  "zh-CN": `请更正；如果它表示缺失，请指定 missing: [${quoted(text)}]。`,
});

export function emptyNote(name: string): BilingualText {
  return { en: `Column "${name}" is empty.`, "zh-CN": `列“${name}”为空。` };
}

export function identifierNote(name: string): BilingualText {
  return {
    en: `Column "${name}" stays text: it looks like an identifier (leading zeros, a plus as of telephone numbers, or more than 15 digits).`,
    "zh-CN": `列“${name}”保留为文本：看起来是编号（有前导零、电话号码的加号，或超过 15 位数字）。`,
  };
}

/** Nothing in the file tells the decimal sign. */
export function undecidedNote(name: string, text: string): BilingualText {
  return {
    en: undecidedDecimal(name, "stays text", text),
    "zh-CN": `列“${name}”保留为文本：${quoted(text)} 可能是千位数，也可能是小数，文件中无从判断。请指定 decimal: "." 或 decimal: ","。`,
  };
}

export function undecidedDecimal(name: string, outcome: string, text: string): string {
  return (
    `Column "${name}" ${outcome}: ${JSON.stringify(text)} may be a thousand or a fraction, and nothing else in the file tells. ` +
    `State decimal: "." or decimal: ",".`
  );
}

/** An apostrophe that guards a formula was taken off some values; nothing of none. */
export function guardRepairs(name: string, guards: number): BilingualText[] {
  if (guards === 0) return [];
  return [
    {
      en: `Column "${name}": an apostrophe that guards a formula was taken off ${guards} of the values.`,
      "zh-CN": `列“${name}”：有 ${guards} 个值去掉了防公式的撇号。`,
    },
  ];
}

/** Spaces around some texts were taken off; nothing of none. */
export function trimmedRepairs(name: string, trimmed: number): BilingualText[] {
  if (trimmed === 0) return [];
  return [
    {
      en: `Column "${name}": spaces around ${trimmed} of the values were taken off.`,
      "zh-CN": `列“${name}”：有 ${trimmed} 个值去掉了首尾空格。`,
    },
  ];
}

/** Most values are numbers, some are not. */
export function oddNumbersNote(
  name: string,
  counts: { odd: number; present: number },
  first: Example,
  unit: PlaceUnit,
): BilingualText {
  const place = placeText(unit, first.line);
  const advice = ifMissing(first);
  return {
    en:
      `Column "${name}" stays text: ${counts.odd} of ${counts.present} values are not numbers, the first is ` +
      `${quoted(first.text)} (${place.en}). ${advice.en}`,
    "zh-CN":
      `列“${name}”保留为文本：${counts.present} 个值中有 ${counts.odd} 个不是数字，第一个是 ` +
      `${quoted(first.text)}（${place["zh-CN"]}）。${advice["zh-CN"]}`,
  };
}

/** All values before one were of one kind. @param reading the format of those before */
export function refutedNote(name: string, odd: Example & { readonly reading: string }, unit: PlaceUnit): BilingualText {
  const place = placeText(unit, odd.line);
  const advice = ifMissing(odd);
  return {
    en: `Column "${name}" stays text: ${place.en} has ${quoted(odd.text)} where the values before are ${odd.reading}. ${advice.en}`,
    "zh-CN": `列“${name}”保留为文本：${place["zh-CN"]}是 ${quoted(odd.text)}，而之前的值都是 ${odd.reading}。${advice["zh-CN"]}`,
  };
}

/** Most values look like something, but cannot be read as such, or not without being told. @param examined how many were looked at */
export function lookAlikeNote(name: string, found: LookAlike, examined: number, unit: PlaceUnit): BilingualText {
  const { odd, like, option } = found;
  const key = JSON.stringify(name);
  const state =
    "dates" in option ? `dates: { ${key}: ${JSON.stringify(option.dates)} }` : `types: { ${key}: "${option.types}" }`;
  const [first, zhFirst] = examined < lookedAt ? ["", ""] : ["first ", "前"];
  const looks: BilingualText = {
    en: `Column "${name}" stays text, but ${found.count} of its ${first}${examined} values look like ${found.name.en}, for example ${quoted(like.text)}.`,
    "zh-CN": `列“${name}”保留为文本，但${zhFirst} ${examined} 个值中有 ${found.count} 个看起来是${found.name["zh-CN"]}，例如 ${quoted(like.text)}。`,
  };
  if (odd === undefined) {
    return {
      en: `${looks.en} To have them read so, state ${state}.`,
      "zh-CN": `${looks["zh-CN"]}如需按此读取，请指定 ${state}。`,
    };
  }
  const place = placeText(unit, odd.line);
  const advice = ifMissing(odd);
  return {
    en: `${looks.en} The first that does not is ${quoted(odd.text)} (${place.en}). ${advice.en} Or state ${state}: values that do not fit are then an error.`,
    "zh-CN": `${looks["zh-CN"]}第一个不符的是 ${quoted(odd.text)}（${place["zh-CN"]}）。${advice["zh-CN"]}或指定 ${state}，不符的值会报错。`,
  };
}

/** Of numbers that are read as numbers, but look like dates; nothing of others. */
export function wholeNumberDatesNotes(name: string, values: Float64Array): BilingualText[] {
  const format = wholeNumberDates(name, values);
  if (format === undefined) return [];
  const example = values.find((value) => !Number.isNaN(value))!;
  const state = `dates: { ${JSON.stringify(name)}: "${format}" }`;
  return [
    {
      en: `Column "${name}" holds numbers that look like dates (${example}). To have dates, state ${state}.`,
      "zh-CN": `列“${name}”的数字看起来是日期（${example}）。如需日期，请指定 ${state}。`,
    },
  ];
}

/** Signs and units beside numbers were taken off. */
export function marksNote(name: string, example: NonNullable<MarkedNumbers["example"]>): BilingualText {
  return {
    en: `Column "${name}": signs and units beside its numbers were read: ${quoted(example.text)} is ${example.value}.`,
    "zh-CN": `列“${name}”：数字旁的符号和单位已换算：${quoted(example.text)} 读作 ${example.value}。`,
  };
}
