import { fairnessTable } from "../fairness/fairness-display.ts";
import { bilingualHtml, bilingualPlain } from "../../data/bilingual-html.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import type { DataFacts } from "./data-facts.ts";
import type { HoldOutMetric } from "./hold-out-metrics.ts";
import type { ModelCard } from "./model-card.ts";
import { paramLines } from "./param-lines.ts";

type Row = readonly (BilingualText | string)[];

/** All sections, one below the other; those without facts say so instead of being left out. */
export function cardBundle(card: ModelCard): DisplayBundle {
  const parts = [
    section(cardWords.model, [], modelRows(card)),
    section(cardWords.data, [], dataRows(card.data)),
    section(cardWords.leakage, [], listRows(card.leakage, cardWords.noLeakage)),
    section(cardWords.metrics, metricHeads(card.metrics), card.metrics.map(metricRow), metricsNote(card)),
    section(cardWords.calibration, [], calibrationRows(card), calibrationNote(card)),
    ...fairnessParts(card),
    ...(card.omitted.length === 0 ? [] : [section(cardWords.omitted, [], listRows(card.omitted, cardWords.none))]),
    section(cardWords.limits, [], listRows(card.limits, cardWords.noLimits)),
  ];
  return {
    "text/html": `<div class="ulm-model-card">${parts.map((part) => part["text/html"] as string).join("")}</div>`,
    "text/plain": parts.map((part) => part["text/plain"] as string).join("\n\n"),
  };
}

function section(
  title: BilingualText,
  heads: readonly BilingualText[],
  rows: readonly Row[],
  note?: BilingualText,
): DisplayBundle {
  return bilingualTable(title, heads, rows, note);
}

function modelRows({ purpose, fit }: ModelCard): Row[] {
  const outcome = fit.converged === null ? cardWords.unknown : fit.converged ? cardWords.yes : cardWords.no;
  return [
    ...(purpose === undefined ? [] : [[cardWords.purpose, purpose]]),
    [cardWords.type, fit.type],
    ...paramLines(fit.type.split(" › ")[0]!, fit.params as object).map(({ path, text }): Row => [
      path === "" ? cardWords.params : path,
      text,
    ]),
    [cardWords.converged, outcome],
    ...fit.warnings.map((warning): Row => [cardWords.warning, warning]),
  ];
}

function dataRows({ trainRows, testRows, columns, missing, classes, spans }: DataFacts): Row[] {
  const names: Record<string, BilingualText> = { features: cardWords.features, labels: cardWords.labels };
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return [
    [cardWords.trainRows, trainRows.toLocaleString("en")],
    [cardWords.testRows, testRows.toLocaleString("en")],
    [cardWords.columns, columns.join(", ")],
    [
      cardWords.missing,
      missing.length === 0
        ? cardWords.none
        : missing.map(({ column, share }) => `${column} ${percent(share)}`).join(", "),
    ],
    ...classes.map(({ label, train, test }): Row => [
      { en: `class ${label}`, "zh-CN": `类别 ${label}` },
      {
        en: `${percent(train)} of training, ${percent(test)} of test rows`,
        "zh-CN": `训练集占 ${percent(train)}，测试集占 ${percent(test)}`,
      },
    ]),
    ...(spans.length === 0
      ? [[cardWords.span, cardWords.unknown] as Row]
      : spans.map(({ what, from, to }): Row => [names[what] ?? what, `${day(from)} … ${day(to)}`])),
  ];
}

function listRows(texts: readonly BilingualText[], none: BilingualText): Row[] {
  return texts.length === 0 ? [[none]] : texts.map((text) => [text]);
}

function metricHeads(metrics: readonly HoldOutMetric[]): BilingualText[] {
  const level = percent(metrics[0]?.test.level ?? 0.95);
  return [cardWords.metric, cardWords.onTest, { en: `${level} interval`, "zh-CN": `${level} 区间` }, cardWords.onTrain];
}

function metricRow({ name, test, train }: HoldOutMetric): Row {
  return [name, figure(test.estimate), `${figure(test.lower)}\u00a0…\u00a0${figure(test.upper)}`, figure(train)];
}

/** How to read the metrics. */
function metricsNote({ positive, metrics }: ModelCard): BilingualText | undefined {
  if (metrics.length === 0) return undefined;
  const of =
    positive === undefined ? cardWords.nobody : { en: ` Positive: "${positive}".`, "zh-CN": `正例为“${positive}”。` };
  const { en, "zh-CN": zh } = cardWords.metricsNote;
  return { en: en + of.en, "zh-CN": zh + of["zh-CN"] };
}

function calibrationNote({ calibration, positive }: ModelCard): BilingualText | undefined {
  if (calibration === undefined) return undefined;
  return {
    en: `Probabilities of "${positive}": the mean should be near the observed share; the error is how far both are apart, on average over ten bins.`,
    "zh-CN": `“${positive}”的概率：平均预测应接近实际比例；误差为十个分箱中两者相差的平均值。`,
  };
}

function calibrationRows({ calibration }: ModelCard): Row[] {
  if (calibration === undefined) return [[cardWords.noCalibration]];
  const { expectedError, meanPredicted, observed } = calibration;
  return [
    [cardWords.meanPredicted, percent(meanPredicted)],
    [cardWords.observed, percent(observed)],
    [cardWords.expectedError, figure(expectedError)],
  ];
}

function fairnessParts({ fairness, omitted }: ModelCard): DisplayBundle[] {
  const audits = Object.entries(fairness);
  if (audits.length === 0 && omitted.length > 0) return [];
  if (audits.length === 0) return [section(cardWords.fairness, [], [[cardWords.noGroups]])];
  return audits.map(([attribute, audit]) => {
    const title = fairnessOf(attribute);
    const shown = fairnessTable(audit);
    return {
      "text/html": `<p><b>${bilingualHtml(title)}</b></p>${shown["text/html"] as string}`,
      "text/plain": `${bilingualPlain(title)}\n${shown["text/plain"] as string}`,
    };
  });
}

/** The heading of an audit by one attribute of people. */
export function fairnessOf(attribute: string): BilingualText {
  const { en, "zh-CN": zh } = cardWords.fairness;
  return { en: `${en}: ${attribute}`, "zh-CN": `${zh}：${attribute}` };
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

function figure(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(1) : value.toFixed(4);
}

/** The words of the card. */
export const cardWords = {
  model: { en: "Model", "zh-CN": "模型" },
  purpose: { en: "purpose", "zh-CN": "用途" },
  type: { en: "class", "zh-CN": "类型" },
  params: { en: "parameters", "zh-CN": "参数" },
  converged: { en: "converged", "zh-CN": "是否收敛" },
  warning: { en: "warning", "zh-CN": "警告" },
  yes: { en: "yes", "zh-CN": "是" },
  no: { en: "no", "zh-CN": "否" },
  unknown: { en: "not stated", "zh-CN": "未说明" },
  none: { en: "none", "zh-CN": "无" },
  data: { en: "Data", "zh-CN": "数据" },
  trainRows: { en: "training rows", "zh-CN": "训练行数" },
  testRows: { en: "test rows", "zh-CN": "测试行数" },
  columns: { en: "columns", "zh-CN": "列" },
  missing: { en: "missing in training rows", "zh-CN": "训练集缺失" },
  span: { en: "span of time", "zh-CN": "时间范围" },
  features: { en: "features from", "zh-CN": "特征时间" },
  labels: { en: "labels from", "zh-CN": "标签时间" },
  leakage: { en: "Signs of leakage", "zh-CN": "数据泄漏迹象" },
  noLeakage: { en: "None of those that are looked for.", "zh-CN": "未发现所检查的迹象。" },
  metrics: { en: "Metrics on rows that were not learnt from", "zh-CN": "未参与训练数据上的指标" },
  metricsNote: {
    en: "Losses, errors and the Brier score are good when low, all others when high. Much better on training rows: it has learnt them by heart.",
    "zh-CN": "损失、误差与 Brier 分数越低越好，其余越高越好。训练集明显更好，说明模型记住了训练数据。",
  },
  nobody: { en: "", "zh-CN": "" },
  metric: { en: "metric", "zh-CN": "指标" },
  onTest: { en: "test", "zh-CN": "测试集" },
  onTrain: { en: "training", "zh-CN": "训练集" },
  calibration: { en: "Calibration (test rows)", "zh-CN": "校准（测试集）" },
  noCalibration: {
    en: "Only for probabilities of two classes.",
    "zh-CN": "仅适用于二分类概率。",
  },
  meanPredicted: { en: "mean predicted probability", "zh-CN": "平均预测概率" },
  observed: { en: "observed share", "zh-CN": "实际比例" },
  expectedError: { en: "expected calibration error", "zh-CN": "期望校准误差" },
  fairness: { en: "Fairness", "zh-CN": "公平性" },
  noGroups: { en: "No groups were given, so nothing is known.", "zh-CN": "未提供分组，无法评估。" },
  omitted: { en: "Could not be computed from these rows", "zh-CN": "这些数据无法计算" },
  limits: { en: "Limits", "zh-CN": "局限" },
  noLimits: { en: "None stated, and none found in the data.", "zh-CN": "未声明，数据中也未发现。" },
} satisfies Record<string, BilingualText>;
