import type { Language } from "./language.ts";

/** Every word that the report itself says. */
export const messages = {
  backToTop: { en: "Back to top", "zh-CN": "回到顶部" },
  cell: { en: "Cell", "zh-CN": "单元格" },
  chartInvalid: { en: "This chart could not be drawn:", "zh-CN": "无法绘制这张图表：" },
  chartRemote: {
    en: "This chart reads its data from an address, and a report loads nothing. Put the data into the notebook:",
    "zh-CN": "这张图表从网址读取数据，而报告不会加载任何外部内容。请把数据放进笔记本：",
  },
  code: { en: "Code", "zh-CN": "代码" },
  codeCellsRun: { en: "Code cells run", "zh-CN": "已运行的代码单元格" },
  computed: { en: "Computed", "zh-CN": "重新计算" },
  contents: { en: "Contents", "zh-CN": "目录" },
  dark: { en: "Dark", "zh-CN": "深色" },
  dataFiles: { en: "Data read", "zh-CN": "读取的数据" },
  derivation: { en: "Derivation", "zh-CN": "推导" },
  duration: { en: "Duration", "zh-CN": "耗时" },
  exercise: { en: "Exercise", "zh-CN": "练习" },
  exerciseNotAttempted: { en: "not attempted", "zh-CN": "尚未作答" },
  failed: { en: "Ended with an error:", "zh-CN": "运行出错：" },
  generatedAt: { en: "Run finished", "zh-CN": "运行完成时间" },
  hideCode: { en: "Hide all code", "zh-CN": "隐藏全部代码" },
  languageSwitch: { en: "Language", "zh-CN": "语言" },
  ledger: { en: "Ledger of worked examples", "zh-CN": "算例核对表" },
  ledgerExample: { en: "Example", "zh-CN": "算例" },
  light: { en: "Light", "zh-CN": "浅色" },
  missingImage: { en: "Image not in this file:", "zh-CN": "此文件中没有这张图片：" },
  noData: { en: "none recorded", "zh-CN": "没有记录" },
  noStamp: {
    en: "No run was recorded with this report: which versions and data its numbers come from is not known.",
    "zh-CN": "此报告没有附带运行记录：无法得知这些数字来自哪些版本和数据。",
  },
  "not-executed": { en: "Not executed:", "zh-CN": "没有运行：" },
  notExecuted: { en: "not executed", "zh-CN": "没有运行" },
  "out-of-order": {
    en: "Run out of order, so running from top to bottom may give other numbers:",
    "zh-CN": "没有按顺序运行，从上到下重新运行可能得到不同的数字：",
  },
  output: { en: "Output", "zh-CN": "输出" },
  printed: { en: "Printed", "zh-CN": "原文数值" },
  provenance: { en: "How these numbers came about", "zh-CN": "这些数字是怎么来的" },
  runInOrder: { en: "every one, in order", "zh-CN": "全部按顺序运行" },
  scriptNotRun: {
    en: "A scripted output is not run in a report.",
    "zh-CN": "报告不运行带脚本的输出。",
  },
  seed: { en: "Random seed", "zh-CN": "随机种子" },
  showCode: { en: "Show all code", "zh-CN": "显示全部代码" },
  skip: { en: "Skip to content", "zh-CN": "跳到正文" },
  stale: { en: "Older than something they depend on:", "zh-CN": "比它们所依赖的内容更旧：" },
  system: { en: "Auto", "zh-CN": "自动" },
  theme: { en: "Theme", "zh-CN": "主题" },
  verdict: { en: "Verdict", "zh-CN": "结论" },
  "verdict-article-in-error": { en: "the article is in error", "zh-CN": "文章有误" },
  "verdict-matches": { en: "matches", "zh-CN": "一致" },
  "verdict-not-reproducible": { en: "not reproducible", "zh-CN": "无法复现" },
  versions: { en: "Versions", "zh-CN": "版本" },
  warnings: { en: "Please note", "zh-CN": "请注意" },
} as const satisfies Record<string, Record<Language, string>>;

export type MessageKey = keyof typeof messages;

export const languageNames: Record<Language, string> = { en: "English", "zh-CN": "中文" };
