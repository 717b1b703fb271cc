/** The languages that the product speaks. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/** One text in every language of the product. */
export type Localized = Record<Language, string>;
