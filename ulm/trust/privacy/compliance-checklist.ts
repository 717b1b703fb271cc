import { bilingualHtml, display, escapeHtml, ParameterError } from "../../data/index.ts";
import type { DisplayBundle, Table } from "../../data/index.ts";
import type { Localized } from "../../ledger/index.ts";
import { complianceQuestions } from "./compliance-questions.ts";
import type { ComplianceQuestion } from "./compliance-questions.ts";
import { detectPersonalData } from "../../data/index.ts";
import { kAnonymity } from "./k-anonymity.ts";

/** What is known. What the data or the store can show is checked; the rest only people can confirm. */
export interface ComplianceFacts {
  /** The data that are to be used or shared. */
  readonly table?: Table;
  /** Columns of the table that together may point to a person. */
  readonly quasiIdentifiers?: readonly string[];
  /** The least group size that counts as large enough. Default 5. */
  readonly leastK?: number;
  /** Where the data are kept; `store.protection()` of `ulm.store` answers this. */
  readonly store?: { readonly encrypted: boolean; readonly roles: number; readonly auditIntact: boolean };
  /** Questions to which somebody responsible says yes. They cannot overrule what was checked. */
  readonly confirmed?: readonly ComplianceQuestion[];
}

/** `met` and `violated` were checked; `confirmed` was only said; `open` is unanswered. */
export type ComplianceStatus = "met" | "violated" | "confirmed" | "open";

/** One question of the list, and what is known of it. */
export interface ComplianceItem {
  /** Which question. */
  readonly question: ComplianceQuestion;
  /** The question in words. */
  readonly text: Localized;
  /** The articles of law it stems from. */
  readonly source: string;
  /** Whether it is answered, and by whom. */
  readonly status: ComplianceStatus;
  /** What the check found. */
  readonly finding?: Localized;
}

/** What law asks of those who keep data of people, with what is known of each question. */
export interface ComplianceChecklist {
  /** In the order of the list. */
  readonly items: readonly ComplianceItem[];
  [display](): DisplayBundle;
}

const statusWords: Record<ComplianceStatus, Localized> = {
  met: { en: "✓ checked", "zh-CN": "✓ 已检查" },
  violated: { en: "✗ not so", "zh-CN": "✗ 不符合" },
  confirmed: { en: "○ stated by you", "zh-CN": "○ 由您确认" },
  open: { en: "? open", "zh-CN": "? 待回答" },
};
const words = {
  question: { en: "Question", "zh-CN": "事项" },
  status: { en: "Status", "zh-CN": "状态" },
  source: { en: "Source", "zh-CN": "依据" },
  caveat: {
    en: "A reminder of what to ask, not legal advice.",
    "zh-CN": "仅用于提示应检查的事项，不构成法律意见。",
  },
} satisfies Record<string, Localized>;

/**
 * Fifteen questions that Chinese and European law ask of a use of personal data, those answered that can be checked: identifiers in
 * clear and group sizes in the table; encryption, roles and the audit log of the store. Show it as a cell's last expression.
 * @throws ParameterError for a question that does not exist, TableError for an unknown column
 */
export function complianceChecklist(facts: ComplianceFacts = {}): ComplianceChecklist {
  const checked = { ...checkTable(facts), ...checkStore(facts) };
  const confirmed = new Set(facts.confirmed);
  const questions = Object.keys(complianceQuestions) as ComplianceQuestion[];
  for (const question of confirmed) {
    if (!questions.includes(question)) {
      throw new ParameterError(`There is no question "${question}". The questions are: ${questions.join(", ")}.`);
    }
  }
  const items = questions.map((question): ComplianceItem => {
    const said = confirmed.has(question) ? "confirmed" : "open";
    return { question, ...complianceQuestions[question], status: said, ...checked[question] };
  });
  return { items, [display]: () => ({ "text/html": toHtml(items), "text/plain": toText(items) }) };
}

type Checked = Partial<Record<ComplianceQuestion, Pick<ComplianceItem, "status" | "finding">>>;

function checkTable({ table, quasiIdentifiers = [], leastK = 5 }: ComplianceFacts): Checked {
  if (table === undefined) return {};
  const columns = detectPersonalData(table).map(({ column, kind }) => `${column} (${kind})`);
  if (columns.length > 0) {
    const names = columns.join(", ");
    return { "de-identification": verdict(false, `in clear: ${names}`, `明文字段：${names}`) };
  }
  // That no column looks like an identifier is no proof that none is: without group sizes the question stays open.
  if (quasiIdentifiers.length === 0) return {};
  const { k } = kAnonymity(table, quasiIdentifiers);
  const met = k >= leastK;
  const sign = met ? "≥" : "<";
  return { "de-identification": verdict(met, `k = ${k} ${sign} ${leastK}`, `k = ${k} ${sign} ${leastK}`) };
}

function checkStore({ store }: ComplianceFacts): Checked {
  if (store === undefined) return {};
  const { encrypted, roles, auditIntact } = store;
  return {
    encryption: verdict(encrypted, encrypted ? "AES-256-GCM" : "plain text", encrypted ? "AES-256-GCM" : "明文"),
    access: verdict(roles > 0, `${roles} roles besides the owner`, `除所有者外有 ${roles} 个角色`),
    audit: auditIntact
      ? verdict(true, "the chain of hashes is whole", "哈希链完整")
      : verdict(false, "the log is missing or was changed", "日志缺失或被改动"),
  };
}

function verdict(met: boolean, en: string, zh: string): Pick<ComplianceItem, "status" | "finding"> {
  return { status: met ? "met" : "violated", finding: { en, "zh-CN": zh } };
}

function toHtml(items: readonly ComplianceItem[]): string {
  const left = `style="text-align:left"`;
  const titles = [words.question, words.status, words.source];
  const head = titles.map((title) => `<th ${left}>${bilingualHtml(title)}</th>`).join("");
  const rows = items.map(({ text, status, finding, source }) => {
    const found = finding ? `<br><small>${bilingualHtml(finding)}</small>` : "";
    return `<tr><td ${left}>${bilingualHtml(text)}</td><td ${left}>${bilingualHtml(statusWords[status])}${found}</td><td ${left}>${escapeHtml(source)}</td></tr>`;
  });
  return (
    `<table class="ulm-table"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>` +
    `<p><small>${bilingualHtml(words.caveat)}</small></p>`
  );
}

function toText(items: readonly ComplianceItem[]): string {
  const lines = (["en", "zh-CN"] as const).flatMap((language) => [
    ...items.map(({ text, status, finding, source }) => {
      const found = finding ? ` (${finding[language]})` : "";
      return `${statusWords[status][language]}: ${text[language]}${found} [${source}]`;
    }),
    words.caveat[language],
  ]);
  return lines.join("\n");
}
