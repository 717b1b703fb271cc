import { checkpoint, quietly } from "../../compute/index.ts";
import { checkParameters, display, ParameterError, seed, wholeNumber } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Label, Labels, Snapshot } from "../../data/index.ts";
import { calibrationCurve, expectedCalibrationError } from "../../learn/index.ts";
import type { CalibrationCurve, Model } from "../../learn/index.ts";
import { responds } from "../../learn/responds.ts";
import { fairnessAudit } from "../fairness/index.ts";
import type { FairnessAudit } from "../fairness/index.ts";
import { cardBundle, cardWords, fairnessOf } from "./card-display.ts";
import { dataFacts } from "./data-facts.ts";
import type { CardRows, DataFacts } from "./data-facts.ts";
import { findLimits } from "./find-limits.ts";
import { fitFacts } from "./fit-facts.ts";
import type { FitFacts } from "./fit-facts.ts";
import { holdOutMetrics } from "./hold-out-metrics.ts";
import type { HoldOutMetric } from "./hold-out-metrics.ts";
import { leakageSigns } from "./leakage-signs.ts";
import { orOmit } from "./or-omit.ts";

export interface ModelCardOptions extends CardRows {
  /** What the model is for, in your words. */
  purpose?: string | BilingualText;
  /** What you know of its limits; they stand before those that the data show. */
  limits?: readonly (string | BilingualText)[];
  /** The snapshot that the rows come from: its windows are the span of the data. */
  snapshot?: Snapshot;
  /** For each attribute of people its value in each test row: `{ gender: XTest.column("gender") }`. */
  groups?: Readonly<Record<string, Labels>>;
  /** Of two classes the one that metrics, calibration and fairness speak of. Default the larger (1, true, "Yes" after "No"). */
  positive?: Label;
  /** Resamples for the intervals. Default 300. */
  nResamples?: number;
  /** Default 0. */
  randomState?: number;
}

/** Whether probabilities can be taken at their word, on the test rows. */
export interface CalibrationFacts {
  /** Observed against predicted shares in ten bins of equal width; `ulm.chart.calibrationCurve` draws it. */
  readonly curve: CalibrationCurve;
  /** Mean distance of predicted and observed shares, ten bins. */
  readonly expectedError: number;
  /** The mean predicted probability of the positive class. */
  readonly meanPredicted: number;
  /** Its share among the test rows. */
  readonly observed: number;
}

/** Everything that one should know before trusting a model, in one display. */
export class ModelCard {
  /** What the model is for, as its maker says. */
  readonly purpose: BilingualText | undefined;
  /** Class, parameters and convergence. */
  readonly fit: FitFacts;
  /** Rows, columns, missing values, classes and span of time. */
  readonly data: DataFacts;
  /** Signs that the model knows what it could not know in earnest; empty when none of those looked for was found. */
  readonly leakage: readonly BilingualText[];
  /** The class that metrics, calibration and fairness speak of; `undefined` of regressions and of more than two classes. */
  readonly positive: Label | undefined;
  /** The usual metrics for the kind of model, on test and training rows. */
  readonly metrics: readonly HoldOutMetric[];
  /** Of classifiers of two classes with probabilities. */
  readonly calibration: CalibrationFacts | undefined;
  /** By attribute; empty when no groups were given. */
  readonly fairness: Readonly<Record<string, FairnessAudit>>;
  /** What these rows do not allow to compute, and why. */
  readonly omitted: readonly BilingualText[];
  /** What the maker knows of its limits, then what the rows show. */
  readonly limits: readonly BilingualText[];

  constructor(facts: Omit<ModelCard, "toString" | typeof display>) {
    this.purpose = facts.purpose;
    this.fit = facts.fit;
    this.data = facts.data;
    this.leakage = facts.leakage;
    this.positive = facts.positive;
    this.metrics = facts.metrics;
    this.calibration = facts.calibration;
    this.fairness = facts.fairness;
    this.omitted = facts.omitted;
    this.limits = facts.limits;
  }

  toString(): string {
    return this[display]()["text/plain"] as string;
  }

  [display](): DisplayBundle {
    return cardBundle(this);
  }
}

/**
 * A model card (Mitchell et al. 2019, https://doi.org/10.1145/3287560.3287596): data and their span, signs of leakage, convergence,
 * metrics on rows that were not learnt from with intervals, calibration, fairness by group, and limits. Every figure is computed from
 * the model and the rows that are given; what it cannot know (purpose, further limits) is yours to say.
 * @param model fitted on XTrain and yTrain
 * @throws NotFittedError, ParameterError for options that make no sense
 */
export async function modelCard(model: Model, options: ModelCardOptions): Promise<ModelCard> {
  const { nResamples = 300, randomState = 0, groups = {}, snapshot } = options;
  checkParameters("modelCard", { nResamples, randomState }, { nResamples: wholeNumber(50), randomState: seed });
  const isClassification = model.kind === "classifier";
  if (!isClassification && Object.keys(groups).length > 0) {
    throw new ParameterError("modelCard: groups are compared by the decisions of a classifier; this is a regression.");
  }
  const positive = positiveClass(model, options.positive);
  await checkpoint(0, 3, "Model card");
  const leakage = leakageSigns(options, isClassification, snapshot);
  const limits = [...(options.limits ?? []).map(bilingual), ...findLimits(options, isClassification)];
  const omitted: BilingualText[] = [];
  const settings = { nResamples, randomState, positive };
  const stage = { done: 1, total: 3, label: "Model card" };
  const metrics = await quietly(() => holdOutMetrics(model, options, settings, omitted), stage);
  await checkpoint(2, 3, "Model card");
  return new ModelCard({
    purpose: options.purpose === undefined ? undefined : bilingual(options.purpose),
    fit: fitFacts(model),
    data: dataFacts(options, isClassification, snapshot),
    leakage,
    positive,
    metrics,
    calibration: await orOmit(cardWords.calibration, omitted, () => calibrationFacts(model, options, positive)),
    fairness: await auditGroups(model, options, groups, omitted, positive),
    omitted,
    limits,
  });
}

/** @throws ParameterError for a class that the model does not know, or where there are no two */
function positiveClass(model: Model, wanted: Label | undefined): Label | undefined {
  const classes = model.classes ?? [];
  if (wanted !== undefined && (classes.length !== 2 || !classes.includes(wanted))) {
    const known = classes.length === 0 ? "it has none" : `they are ${classes.join(", ")}`;
    throw new ParameterError(
      `modelCard: positive must be one of two classes of the model, not ${JSON.stringify(wanted)}; ${known}.`,
    );
  }
  return classes.length === 2 ? (wanted ?? classes[1]) : undefined;
}

function calibrationFacts(
  model: Model,
  { XTest, yTest }: CardRows,
  positive: Label | undefined,
): CalibrationFacts | undefined {
  if (positive === undefined || !responds(model, "predictProba")) return undefined;
  const probabilities = model.predictProba!(XTest);
  const curve = calibrationCurve(yTest, probabilities, { nBins: 10, positive });
  const rows = curve.counts.reduce((sum, count) => sum + count, 0);
  const mean = (shares: readonly number[]) =>
    shares.reduce((sum, share, bin) => sum + share * curve.counts[bin]!, 0) / rows;
  return {
    curve,
    expectedError: expectedCalibrationError(yTest, probabilities, { positive }),
    meanPredicted: mean(curve.predicted),
    observed: mean(curve.observed),
  };
}

async function auditGroups(
  model: Model,
  { XTest, yTest }: CardRows,
  groups: Readonly<Record<string, Labels>>,
  omitted: BilingualText[],
  positive: Label | undefined,
): Promise<Record<string, FairnessAudit>> {
  const predicted = model.predict(XTest);
  const audits: Record<string, FairnessAudit> = {};
  for (const [name, members] of Object.entries(groups)) {
    const audit = await orOmit(fairnessOf(name), omitted, () => fairnessAudit(yTest, predicted, members, { positive }));
    if (audit !== undefined) audits[name] = audit;
  }
  return audits;
}

function bilingual(text: string | BilingualText): BilingualText {
  return typeof text === "string" ? { en: text, "zh-CN": text } : text;
}
