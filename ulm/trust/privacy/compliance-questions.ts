import type { Localized } from "../../ledger/index.ts";

/** What there is to ask of a use of personal data. */
export type ComplianceQuestion =
  | "purpose"
  | "consent"
  | "notice"
  | "minimisation"
  | "de-identification"
  | "encryption"
  | "access"
  | "audit"
  | "retention"
  | "rights"
  | "automated-decisions"
  | "minors"
  | "transfers"
  | "assessment"
  | "breach";

/** Each question, and the articles of China's Personal Information Protection Law and of the EU's GDPR it stems from. */
export const complianceQuestions: Record<ComplianceQuestion, { text: Localized; source: string }> = {
  purpose: ask(
    "The purpose is stated, and the law allows it",
    "处理目的明确，且有合法性基础",
    "PIPL 6, 13 · GDPR 5(1)(b), 6",
  ),
  consent: ask(
    "Where consent is the basis, it is recorded per purpose and can be withdrawn",
    "以同意为依据的，按目的记录同意并可随时撤回",
    "PIPL 14–16 · GDPR 7",
  ),
  notice: ask(
    "People were told who uses what, why and how long",
    "已告知个人处理者、目的、种类与期限",
    "PIPL 17 · GDPR 13–14",
  ),
  minimisation: ask(
    "No column is there that the purpose does not need",
    "只保留实现目的所需的最少字段",
    "PIPL 6 · GDPR 5(1)(c)",
  ),
  "de-identification": ask(
    "Direct identifiers are pseudonymised or removed, and groups are large enough",
    "直接标识符已假名化或去除，且分组足够大",
    "PIPL 51(3) · GDPR 25, 32(1)(a)",
  ),
  encryption: ask("The data are encrypted at rest", "静态数据已加密", "PIPL 51(3) · GDPR 32(1)(a)"),
  access: ask("Roles limit who reads and writes what", "按角色限制读写权限", "PIPL 51(4) · GDPR 25(2), 32"),
  audit: ask("Uses are written to an audit log that verifies", "操作写入可校验的审计日志", "PIPL 54 · GDPR 5(2)"),
  retention: ask("There is a date on which the data are deleted", "已确定删除期限", "PIPL 19, 47 · GDPR 5(1)(e)"),
  rights: ask(
    "People can see, correct, take along and delete their data",
    "个人可以查阅、更正、转移和删除其数据",
    "PIPL 44–47 · GDPR 15–20",
  ),
  "automated-decisions": ask(
    "Automated decisions are fair, explained, and can be refused; no unreasonable price differences",
    "自动化决策公平透明、可拒绝，不实行不合理的差别价格",
    "PIPL 24 · GDPR 22",
  ),
  minors: ask(
    "Data of children are kept apart and have a guardian's consent",
    "未成年人数据单独管理并取得监护人同意",
    "PIPL 28, 31 · GDPR 8",
  ),
  transfers: ask("Data that leave the country do so lawfully", "数据出境符合法定条件", "PIPL 38–40 · GDPR 44–49"),
  assessment: ask(
    "The impact on people was assessed and written down",
    "已完成并记录个人信息保护影响评估",
    "PIPL 55–56 · GDPR 35",
  ),
  breach: ask(
    "It is settled whom to tell of a leak, and how fast",
    "已制定泄露事件的应急与通知预案",
    "PIPL 51(5), 57 · GDPR 33–34",
  ),
};

function ask(en: string, zh: string, source: string): { text: Localized; source: string } {
  return { text: { en, "zh-CN": zh }, source };
}
