import { isResidentId } from "./is-resident-id.ts";
import type { PersonalDataKind } from "./personal-data-kind.ts";

/** The hundred most frequent family names of China, which more than four in five people there bear. */
const familyNames = new Set(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
);
const email = /^[^\s@<>()",;]+@[^\s@<>()",;]+\.[\p{L}]{2,}$/u;
const mainlandMobile = /^(?:\+?86|0086)?1[3-9]\d{9}$/;
const landline = /^0\d{2,3}-\d{7,8}$/;
const international = /^\+[1-9]\d{7,14}$/;
const chineseAddress =
  /(?:路|街|道|巷|弄|村|胡同|小区|花园)[^,，]{0,12}[\d一二三四五六七八九十]+[^,，]{0,3}(?:号|弄|栋|幢|室|楼|单元)/;
const englishAddress =
  /^(?:no\.?\s*)?\d+\w?,?\s+.*\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|square)\b/i;

/** In characters. Longer texts are not looked into: they would also take the patterns long. */
const longestPersonal = 300;

/** What one value looks like by itself, tests that rarely err first. */
export function valueKind(text: string): PersonalDataKind | undefined {
  if (text.length > longestPersonal) return undefined;
  const value = text.trim();
  if (email.test(value)) return "email";
  if (isResidentId(value)) return "id-card";
  if (isPhone(value)) return "phone";
  if (chineseAddress.test(value) || englishAddress.test(value)) return "address";
  return isChineseName(value) ? "name" : undefined;
}

/** Whether a value could be the name of a person at all: letters, no digits, not a sentence. */
export function mayBeName(text: string): boolean {
  return /^\p{L}[\p{L}\p{M}'’·. -]{0,39}$/u.test(text.trim()) && text.trim().split(/\s+/).length <= 5;
}

function isPhone(value: string): boolean {
  if (landline.test(value)) return true;
  const digits = value.replace(/[\s().-]/g, "");
  return mainlandMobile.test(digits) || international.test(digits);
}

function isChineseName(value: string): boolean {
  return /^\p{Script=Han}{2,4}$/u.test(value) && familyNames.has(value[0]!);
}
