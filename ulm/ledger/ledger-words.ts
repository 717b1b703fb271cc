import type { Verdict } from "./ledger-entry.ts";
import type { Localized } from "./localized.ts";

export const verdictWords: Record<Verdict, Localized> = {
  matches: { en: "✓ Matches the article", "zh-CN": "✓ 与文章一致" },
  "article-in-error": { en: "✗ The article is in error", "zh-CN": "✗ 文章有误" },
  "not-reproducible": { en: "○ Not reproducible", "zh-CN": "○ 无法复现" },
};

export const ledgerWords = {
  source: (article: string, section: string): Localized => ({
    en: `article ${article}, section ${section}`,
    "zh-CN": `文章 ${article}，第 ${section} 节`,
  }),
  figure: { en: "Figure", "zh-CN": "数值" },
  printed: { en: "Printed", "zh-CN": "文中" },
  computed: { en: "Computed", "zh-CN": "计算" },
  tolerance: { en: "Tolerance:", "zh-CN": "容差：" },
  reason: { en: "Why:", "zh-CN": "原因：" },
  derivation: { en: "Derivation:", "zh-CN": "推导：" },
  smallestChange: { en: "Smallest change that would make it right:", "zh-CN": "使其成立的最小改动：" },
} satisfies Record<string, Localized | ((...words: string[]) => Localized)>;
