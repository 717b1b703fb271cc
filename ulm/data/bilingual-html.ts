import { escapeHtml } from "./escape-html.ts";

/** One text in both languages of the product. */
export interface BilingualText {
  readonly en: string;
  readonly "zh-CN": string;
}

/** Both texts, marked, so that the app and reports can hide the language that is not chosen; one that is the same in both, once. */
export function bilingualHtml(text: BilingualText): string {
  if (text.en === text["zh-CN"]) return escapeHtml(text.en);
  const spans = (["en", "zh-CN"] as const).map(
    (language) => `<span class="ulm-text" lang="${language}">${escapeHtml(text[language])}</span>`,
  );
  return spans.join(" ");
}

/** Both texts on one line, for consoles. */
export function bilingualPlain(text: BilingualText): string {
  return text.en === text["zh-CN"] ? text.en : `${text.en} | ${text["zh-CN"]}`;
}
