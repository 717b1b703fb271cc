export type Language = "en" | "zh-CN";

/** The language of the shell's own menus and dialogs: Chinese for any Chinese locale, English otherwise. */
export function toLanguage(locale: string): Language {
  return /^zh\b/i.test(locale) ? "zh-CN" : "en";
}
