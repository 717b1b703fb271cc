/** A text, or its versions by language: `{ en: "Churn", "zh-CN": "流失" }`. English is what charts show when nobody chooses. */
export type LanguageText = string | Readonly<Record<string, string>>;

/** For each language other than English, the translations of English texts: what `usermeta.ulm.texts` of a chart holds. */
export type ChartTexts = Record<string, Record<string, string>>;

/** The English text; its other versions are added to `texts`. */
export function englishText(text: LanguageText, texts: ChartTexts): string {
  if (typeof text === "string") return text;
  const english = text.en ?? Object.values(text)[0] ?? "";
  for (const [language, version] of Object.entries(text)) {
    if (language !== "en") (texts[language] ??= {})[english] = version;
  }
  return english;
}
