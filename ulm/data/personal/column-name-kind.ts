import type { PersonalDataKind } from "./personal-data-kind.ts";

/** Words of a column name, each group all present, that say what it holds. The first rule that fits decides. */
const english: readonly (readonly [PersonalDataKind | "nothing", readonly string[]])[] = [
  ["nothing", ["ip", "address"]],
  ["nothing", ["mac", "address"]],
  ["nothing", ["web", "address"]],
  ["email", ["email"]],
  ["email", ["e", "mail"]],
  ["phone", ["phone"]],
  ["phone", ["telephone"]],
  ["phone", ["mobile"]],
  ["phone", ["cellphone"]],
  ["phone", ["tel"]],
  ["phone", ["msisdn"]],
  ["id-card", ["passport"]],
  ["id-card", ["ssn"]],
  ["id-card", ["social", "security"]],
  ["id-card", ["id", "card"]],
  ["id-card", ["idcard"]],
  ["id-card", ["national", "id"]],
  ["id-card", ["identity", "number"]],
  ["id-card", ["identity", "card"]],
  ["id-card", ["resident", "id"]],
  ["address", ["address"]],
  ["address", ["addr"]],
  ["address", ["street"]],
  ["name", ["fullname"]],
  ["name", ["firstname"]],
  ["name", ["lastname"]],
  ["name", ["surname"]],
  ["name", ["username"]],
  ["name", ["realname"]],
  ...[
    "full",
    "first",
    "last",
    "given",
    "family",
    "real",
    "user",
    "customer",
    "client",
    "buyer",
    "member",
    "contact",
  ].map((word) => ["name", [word, "name"]] as const),
  ...["person", "recipient", "consignee", "receiver", "patient", "employee", "staff", "cardholder"].map(
    (word) => ["name", [word, "name"]] as const,
  ),
  ["name", ["consignee"]],
  ["name", ["recipient"]],
];
const chinese: readonly (readonly [PersonalDataKind | "nothing", RegExp])[] = [
  ["nothing", /网址|链接|(ip|mac)\s*地址/i],
  ["email", /邮箱|电子邮件|邮件地址/],
  ["phone", /手机|电话|联系方式|座机/],
  ["id-card", /身份证|身份号码|证件号|护照|公民号码/],
  ["address", /地址|住址|住所|门牌/],
  ["name", /姓名|(收货|联系|收件|持卡)人$|真实名|(客户|用户|会员|买家|顾客|员工)(名|名字|名称)$/],
];
/** What else a device or a channel does to people's data: `mobile_os` is no number. */
const notThePerson =
  /^(os|model|type|brand|device|app|verified|count|opens?|clicks?|sent|domain|version|status|optin|consent|share|rate|is|has)$/;
const notThePersonChinese = /品牌|型号|系统|次数|数量|是否|类型|占比|率$|打开|点击/;

/** What the name of a column promises, in English (any case style) or Chinese. A bare `name` may be that of a product. */
export function columnNameKind(column: string): PersonalDataKind | "bare-name" | undefined {
  const zh = chinese.find(([, pattern]) => pattern.test(column));
  if (zh !== undefined) return zh[0] === "nothing" || notThePersonChinese.test(column) ? undefined : zh[0];
  const words = new Set(
    column
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );
  if ([...words].some((word) => notThePerson.test(word))) return undefined;
  const rule = english.find(([, needed]) => needed.every((word) => words.has(word)));
  if (rule !== undefined) return rule[0] === "nothing" ? undefined : rule[0];
  return (words.size === 1 && words.has("name")) || column.trim() === "名字" ? "bare-name" : undefined;
}
