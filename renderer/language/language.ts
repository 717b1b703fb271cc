import type { ITranslator } from "@jupyterlab/translation";
import type { Language, Localized } from "../../notebooks/localized.ts";

/** The language of prose is the language of the interface: there is one switch. */
export function currentLanguage(translator: ITranslator): Language {
  return toLanguage(translator.languageCode);
}

/** Chinese for any Chinese locale, English otherwise. */
export function toLanguage(locale: string): Language {
  return /^zh\b/i.test(locale.replace("_", "-")) ? "zh-CN" : "en";
}

export function otherLanguage(language: Language): Language {
  return language === "en" ? "zh-CN" : "en";
}

/** Each language in its own words, as a switch shows it. */
export const languageNames: Localized = { en: "English", "zh-CN": "简体中文" };
