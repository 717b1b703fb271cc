import type { PersonalDataKind } from "./personal-data-kind.ts";

/** Words of a column name, each group all present, that say what it holds. The first rule that fits decides. */
const english: readonly (readonly [PersonalDataKind | "nothing", readonly string[]])[] = [
  ["nothing", ["ip", "address"]],
  ["nothing", ["mac", "address"]],
  ["nothing", ["web", "address"]],
  ...["order", "product", "item", "transaction", "invoice", "session", "device", "tracking", "sku"].map(
    (word) => ["nothing", [word, "id"]] as const,
  ),
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
  ["id-card", ["id", "number"]],
  ["id-card", ["id", "no"]],
  ["id-card", ["idnumber"]],
  ["id-card", ["idno"]],
  ["id-card", ["identity", "no"]],
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
  ["nothing", /网址|網址|链接|連結|(ip|mac)\s*地址/i],
  ["email", /邮箱|電郵|電子郵箱|電子信箱|电子邮件|電子郵件|邮件地址|郵件地址/],
  ["phone", /手机|手機|电话|電話|联系方式|聯絡方式|聯繫方式|座机|座機/],
  ["id-card", /身[份分][证證]|身份号码|身份號碼|[证證]件[号號]|护照|護照|公民号码/],
  ["address", /地址|住址|住所|门牌|門牌/],
  [
    "name",
    /姓名|(收货|收貨|联系|聯絡|聯繫|收件|持卡)人$|真[实實]名|(客户|客戶|用户|用戶|会员|會員|买家|買家|顾客|顧客|员工|員工)(名|名字|名称|名稱)$/,
  ],
];
/** What else a device or a channel does to people's data: `mobile_os` is no number. */
const notThePerson =
  /^(os|model|type|brand|device|app|verified|count|opens?|clicks?|sent|domain|version|status|optin|consent|share|rate|is|has)$/;
const notThePersonChinese = /品牌|型[号號]|系[统統]|次[数數]|[数數]量|是否|[类類]型|[占佔]比|率$|打[开開]|[点點][击擊]/;

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
