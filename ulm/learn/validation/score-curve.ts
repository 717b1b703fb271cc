import { scoreCurve as drawScores } from "../../chart/score-curve.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { display, gatherWarnings, ParameterError, Table } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import { CrossValScores } from "./cross-val-score.ts";
import { fitFold, splitterFor } from "./fit-folds.ts";
import type { Fold, Splitter } from "./fold.ts";
import { scoreFold } from "./score-fold.ts";
import { scorerFor } from "./scoring.ts";
import type { Scorer, ScoringName } from "./scoring.ts";

/** How rows are divided, and what is scored. */
export interface ScoreCurveOptions {
  /** Number of folds (stratified for classifiers), or a splitter. Default 5. */
  cv?: number | Splitter;
  /** A name such as "rocAuc", or a function. Default the model's own `score`. */
  scoring?: ScoringName | Scorer;
  /** Rows that belong together, for `GroupKFold`. Default none. */
  groups?: Labels;
}

/** One point of a curve: the scores with so many training rows, or such a value of a parameter. */
export interface ScorePoint {
  /** The number of training rows, or the value of the parameter. */
  readonly x: number | string;
  /** On the rows learnt from. */
  readonly train: CrossValScores;
  /** On rows not learnt from. */
  readonly test: CrossValScores;
}

/** How training and test scores go with the number of rows or a parameter; `ulm.chart.scoreCurve` draws it. */
export class ScoreCurve {
  /** What `x` is. */
  readonly xName: BilingualText;
  /** In the order of `x`. */
  readonly points: readonly ScorePoint[];

  constructor(xName: BilingualText, points: readonly ScorePoint[]) {
    this.xName = xName;
    this.points = points;
  }

  /** The x with the best mean test score. */
  get best(): number | string {
    return this.points.reduce((best, point) => (point.test.mean > best.test.mean ? point : best)).x;
  }

  /** One row for each point: `x` by its name, and `trainMean`, `trainStandardDeviation`, `testMean`, `testStandardDeviation`. */
  toTable(): Table {
    return Table.fromObjects(
      this.points.map(({ x, train, test }) => ({
        [this.xName.en]: x,
        trainMean: train.mean,
        trainStandardDeviation: train.standardDeviation,
        testMean: test.mean,
        testStandardDeviation: test.standardDeviation,
      })),
    );
  }

  toString(): string {
    return `${this.xName.en}: best test score at ${this.best}`;
  }

  [display](): DisplayBundle {
    const figures = bilingualTable(
      { en: `Best test score at ${this.best}`, "zh-CN": `测试得分最佳处：${this.best}` },
      [this.xName, { en: "training rows", "zh-CN": "训练集" }, { en: "test rows", "zh-CN": "测试集" }],
      this.points.map(({ x, train, test }) => [String(x), spoken(train), spoken(test)]),
    );
    return withChart(drawScores(this), figures);
  }
}

/**
 * Scores with more and more training rows, scikit-learn's `learning_curve`: whether more customers would make the model better (test
 * scores still rise) or it is too simple (both curves are flat and close).
 * @param options.trainSizes shares of the training rows (up to 1) or their numbers. Default 0.1, 0.325, 0.55, 0.775, 1
 */
export async function learningCurve(
  model: Model,
  X: Features,
  y: Labels,
  options: ScoreCurveOptions & { trainSizes?: readonly number[] } = {},
): Promise<ScoreCurve> {
  const { trainSizes = [0.1, 0.325, 0.55, 0.775, 1] } = options;
  const folds = splitterFor(model, options.cv ?? 5).split(X, y, options.groups);
  const most = Math.min(...folds.map(({ train }) => train.length));
  const sizes = trainSizes.map((size) => (size > 0 && size <= 1 ? Math.floor(size * most) : size));
  const bad = sizes.findIndex((size) => !(Number.isInteger(size) && size >= 1 && size <= most));
  if (bad >= 0) {
    throw new ParameterError(
      `trainSizes: ${trainSizes[bad]} is no share up to 1 and no number of rows from 1 to ${most}.`,
    );
  }
  const curves = sizes.map((size) => ({ x: size, model, folds: folds.map((fold) => shortened(fold, size)) }));
  return gatherWarnings(() => scoreCurve({ en: "Training rows", "zh-CN": "训练行数" }, curves, X, y, options));
}

/**
 * Scores with different values of one parameter, scikit-learn's `validation_curve`: where training scores rise and test scores fall the
 * model starts to overfit.
 * @param options.param its name; of a step of a pipeline `step__name`
 * @param options.values what to try
 */
export async function validationCurve(
  model: Model,
  X: Features,
  y: Labels,
  options: ScoreCurveOptions & { param: string; values: readonly (number | string | boolean | null)[] },
): Promise<ScoreCurve> {
  const { param, values } = options;
  if (values.length === 0) throw new ParameterError("validationCurve: values is empty.");
  const folds = splitterFor(model, options.cv ?? 5).split(X, y, options.groups);
  const curves = values.map((value) => ({
    x: typeof value === "number" ? value : String(value),
    model: model.withParams({ [param]: value }),
    folds,
  }));
  return gatherWarnings(() => scoreCurve({ en: param, "zh-CN": param }, curves, X, y, options));
}

async function scoreCurve(
  xName: BilingualText,
  curves: readonly { x: number | string; model: Model; folds: readonly Fold[] }[],
  X: Features,
  y: Labels,
  options: ScoreCurveOptions,
): Promise<ScoreCurve> {
  const score = scorerFor(options.scoring);
  const total = curves.reduce((sum, { folds }) => sum + folds.length, 0);
  const points: ScorePoint[] = [];
  let done = 0;
  for (const { x, model, folds } of curves) {
    const train: number[] = [];
    const test: number[] = [];
    for (const place of folds.keys()) {
      const fitted = await fitFold(model, X, y, folds, place, { done: done++, total, label: "Score curve" });
      train.push(scoreFold(score, fitted, "train"));
      test.push(scoreFold(score, fitted));
    }
    points.push({ x, train: new CrossValScores(train), test: new CrossValScores(test) });
  }
  return new ScoreCurve(xName, points);
}

/** So many rows of the training part, evenly spaced, so that sorted data keeps its mixture. */
function shortened({ train, test }: Fold, size: number): Fold {
  return {
    train: Int32Array.from({ length: size }, (_, index) => train[Math.floor((index * train.length) / size)]!),
    test,
  };
}

function spoken({ mean, standardDeviation }: CrossValScores): string {
  return `${mean.toFixed(4)} ± ${standardDeviation.toFixed(4)}`;
}
