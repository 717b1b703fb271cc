import type { BilingualText } from "../bilingual-html.ts";

/** What a column may tell about a person. `id-card` is any document number; `name` the name of a person. */
export type PersonalDataKind = "name" | "phone" | "email" | "id-card" | "address";

export const personalKindTexts: Readonly<Record<PersonalDataKind, BilingualText>> = {
  name: { en: "name", "zh-CN": "姓名" },
  phone: { en: "phone", "zh-CN": "电话" },
  email: { en: "email", "zh-CN": "邮箱" },
  "id-card": { en: "id-card", "zh-CN": "证件号码" },
  address: { en: "address", "zh-CN": "地址" },
};
