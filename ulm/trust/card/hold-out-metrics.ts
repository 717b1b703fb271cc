import { quietly } from "../../compute/index.ts";
import { takeLabels } from "../../data/index.ts";
import type { BilingualText, Label, Labels } from "../../data/index.ts";
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  bootstrapMetric,
  brierScore,
  f1Score,
  logLoss,
  meanAbsoluteError,
  medianAbsoluteError,
  r2Score,
  rocAucScore,
  rootMeanSquaredError,
} from "../../learn/index.ts";
import type { Metric, MetricInterval, Model, Scores } from "../../learn/index.ts";
import { responds } from "../../learn/responds.ts";
import type { CardRows } from "./data-facts.ts";
import { orOmit } from "./or-omit.ts";

/** A metric on the rows that were not learnt from, with its interval, and on those that were. */
export interface HoldOutMetric {
  /** In words. */
  readonly name: BilingualText;
  /** On the test rows: estimate, and bootstrap interval. */
  readonly test: MetricInterval;
  /** On the training rows: much better there is a sign of overfitting. */
  readonly train: number;
}

interface NamedMetric {
  readonly name: BilingualText;
  /** What it is computed from. */
  readonly from: "labels" | "probabilities";
  readonly metric: Metric<Labels & Scores>;
}

/** The usual metrics for the kind of model, each with a bootstrap interval. @param omitted is told what cannot be computed, and why */
export async function holdOutMetrics(
  model: Model,
  rows: CardRows,
  { positive, ...options }: { nResamples: number; randomState: number; positive: Label | undefined },
  omitted: BilingualText[],
): Promise<HoldOutMetric[]> {
  const test = predictions(model, rows.XTest);
  const train = predictions(model, rows.XTrain);
  const metrics: HoldOutMetric[] = [];
  const possible = metricsFor(model, positive).filter(({ from }) => test[from] !== undefined);
  for (const [done, { name, from, metric }] of possible.entries()) {
    const stage = { done, total: possible.length, label: "Metrics" };
    const settings = { ...options, method: "percentile", stratify: model.kind === "classifier" } as const;
    const found = await orOmit(name, omitted, async () => ({
      name,
      test: await quietly(
        () => bootstrapMetric(metric, takeAll(rows.yTest), test[from] as Labels & Scores, settings),
        stage,
      ),
      train: metric(rows.yTrain, train[from] as Labels & Scores),
    }));
    if (found !== undefined) metrics.push(found);
  }
  return metrics;
}

function predictions(model: Model, X: CardRows["XTest"]) {
  const probabilities = responds(model, "predictProba") ? model.predictProba?.(X) : undefined;
  return { labels: model.predict(X), probabilities };
}

function takeAll(labels: Labels): Labels {
  return takeLabels(
    labels,
    Array.from({ length: labels.length }, (_, row) => row),
  );
}

function metricsFor(model: Model, positive: Label | undefined): NamedMetric[] {
  if (model.kind === "regressor") return regressionMetrics;
  const classes = model.classes ?? [];
  return positive === undefined ? multiclassMetrics(classes) : binaryMetrics(classes, positive);
}

function binaryMetrics(classes: readonly Label[], positive: Label): NamedMetric[] {
  return [
    { name: words.auc, from: "probabilities", metric: (y, p) => rocAucScore(y, p, { positive }) },
    {
      name: words.averagePrecision,
      from: "probabilities",
      metric: (y, p) => averagePrecisionScore(y, p, { positive }),
    },
    { name: words.logLoss, from: "probabilities", metric: (y, p) => logLoss(y, p, { labels: classes }) },
    { name: words.brier, from: "probabilities", metric: (y, p) => brierScore(y, p, { positive }) },
    { name: words.accuracy, from: "labels", metric: accuracyScore },
    { name: words.f1, from: "labels", metric: (y, p) => f1Score(y, p, { positive }) },
  ];
}

function multiclassMetrics(classes: readonly Label[]): NamedMetric[] {
  return [
    { name: words.auc, from: "probabilities", metric: (y, p) => rocAucScore(y, p, { labels: classes }) },
    { name: words.logLoss, from: "probabilities", metric: (y, p) => logLoss(y, p, { labels: classes }) },
    { name: words.accuracy, from: "labels", metric: accuracyScore },
    { name: words.balanced, from: "labels", metric: (y, p) => balancedAccuracyScore(y, p) },
    { name: words.f1, from: "labels", metric: (y, p) => f1Score(y, p, { average: "macro" }) },
  ];
}

const words = {
  auc: { en: "area under the ROC curve", "zh-CN": "ROC 曲线下面积" },
  averagePrecision: { en: "average precision", "zh-CN": "平均精确率" },
  logLoss: { en: "log loss", "zh-CN": "对数损失" },
  brier: { en: "Brier score", "zh-CN": "Brier 分数" },
  accuracy: { en: "accuracy", "zh-CN": "准确率" },
  balanced: { en: "balanced accuracy", "zh-CN": "平衡准确率" },
  f1: { en: "F1", "zh-CN": "F1" },
} satisfies Record<string, BilingualText>;

const regressionMetrics: NamedMetric[] = [
  { name: { en: "R²", "zh-CN": "R²" }, from: "labels", metric: r2Score },
  { name: { en: "root mean squared error", "zh-CN": "均方根误差" }, from: "labels", metric: rootMeanSquaredError },
  { name: { en: "mean absolute error", "zh-CN": "平均绝对误差" }, from: "labels", metric: meanAbsoluteError },
  { name: { en: "median absolute error", "zh-CN": "中位绝对误差" }, from: "labels", metric: medianAbsoluteError },
];
