/** One text in every language of the product. */
export type Localized = Record<"en" | "zh-CN", string>;
