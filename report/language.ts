/** The languages a report can speak; its first one is chosen at export, readers switch between them. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/** One text in every language. */
export type Localized = Record<Language, string>;

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** A value of a notebook read as a text per language: plain text serves both, a map must hold at least one. */
export function toLocalized(value: unknown): Localized | undefined {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { en: String(value), "zh-CN": String(value) };
  }
  if (typeof value !== "object" || value === null) return undefined;
  const texts = value as Record<string, unknown>;
  const known = languages.map((language) => texts[language]).filter((text) => typeof text === "string");
  const [fallback] = known;
  if (fallback === undefined) return undefined;
  const textIn = (language: Language) => (typeof texts[language] === "string" ? texts[language] : fallback);
  return { en: textIn("en"), "zh-CN": textIn("zh-CN") };
}
