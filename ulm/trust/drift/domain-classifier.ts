import { createRandom, normalUpperTail, quietly } from "../../compute/index.ts";
import {
  bilingualLine,
  display,
  OrdinalEncoder,
  ParameterError,
  StandardScaler,
  Table,
  takeLabels,
} from "../../data/index.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import {
  ColumnTransformer,
  HistGradientBoostingClassifier,
  LogisticRegression,
  makePreprocessor,
  Pipeline,
  rocAucInterval,
  StratifiedKFold,
} from "../../learn/index.ts";
import type { Model } from "../../learn/index.ts";

export interface DomainClassifierOptions {
  /**
   * What tries to tell the two apart. "boosting" sees changes of any shape, also such that only several columns together show; "logistic" sees
   * shifted means and shares, and needs fewer rows; a model of your own must have `predictProba`. "auto", the default, is boosting from 200
   * rows of each table on.
   */
  model?: "auto" | "boosting" | "logistic" | Model;
  /** Number of folds. Default 5. */
  cv?: number;
  /** At most this many rows of each table are used, drawn at random. Default 10 000. */
  mostRows?: number;
  /** Decides folds and which rows are drawn. Default 0. */
  randomState?: number;
}

/** How well a model tells reference and current rows apart that it has not seen. */
export class DomainClassification {
  /** The class of the model that tried. */
  readonly model: string;
  /** 0.5: it cannot; 1: every row gives itself away. */
  readonly auc: number;
  /** 95 % confidence interval of the AUC (DeLong); that models of other rows would differ is not in it. */
  readonly lower: number;
  /** See `lower`. */
  readonly upper: number;
  /** How probable so large an AUC is by chance (Mann–Whitney, normal approximation, one-sided). */
  readonly pValue: number;
  /** Rows used of each table. */
  readonly referenceRows: number;
  /** See `referenceRows`. */
  readonly currentRows: number;

  constructor(facts: Omit<DomainClassification, "describe" | "toString" | typeof display>) {
    this.model = facts.model;
    this.auc = facts.auc;
    this.lower = facts.lower;
    this.upper = facts.upper;
    this.pValue = facts.pValue;
    this.referenceRows = facts.referenceRows;
    this.currentRows = facts.currentRows;
  }

  /** What was found, in one sentence. */
  describe(): BilingualText {
    const { auc, lower, upper, pValue, referenceRows, currentRows } = this;
    const probability = pValue < 0.0001 ? "< 0.0001" : pValue.toFixed(4);
    const figures = `AUC ${auc.toFixed(3)} (95 %: ${lower.toFixed(3)} … ${upper.toFixed(3)}), p ${probability}`;
    return {
      en: `A classifier tells the ${referenceRows} old from the ${currentRows} new rows with ${figures} (0.5 is guessing).`,
      "zh-CN": `分类器区分 ${referenceRows} 行基准数据与 ${currentRows} 行当前数据：${figures}（0.5 为随机猜测）。`,
    };
  }

  toString(): string {
    return this.describe().en;
  }

  [display](): DisplayBundle {
    return bilingualLine(this.describe());
  }
}

/**
 * Whether data have changed in a way that no single column shows: a model learns to tell old rows from new ones, and is judged on rows
 * of other folds ("classifier two-sample test", D. Lopez-Paz and M. Oquab, 2017).
 * @throws ParameterError for tables with different columns or with fewer rows than folds
 */
export async function domainClassifier(
  reference: Table,
  current: Table,
  options: DomainClassifierOptions = {},
): Promise<DomainClassification> {
  const { cv = 5, mostRows = 10_000, randomState = 0 } = options;
  const before = drawRows(reference, mostRows, randomState);
  const now = drawRows(current.select(reference.columnNames), mostRows, randomState);
  const fewest = Math.min(before.rowCount, now.rowCount);
  if (fewest < cv) {
    throw new ParameterError(
      `${cv} folds need as many rows of each table; there are ${before.rowCount} and ${now.rowCount}.`,
    );
  }
  const model = createModel(options.model ?? "auto", fewest);
  const X = Table.fromColumns(
    Object.fromEntries(
      before.columnNames.map((name) => [name, [...before.column(name).toArray(), ...now.column(name).toArray()]]),
    ),
  );
  const y = Array.from({ length: X.rowCount }, (_, row) => Number(row >= before.rowCount));
  const scores = new Float64Array(X.rowCount);
  const folds = new StratifiedKFold({ nSplits: cv, shuffle: true, randomState }).split(X, y);
  for (const [index, { train, test }] of folds.entries()) {
    const stage = { done: index, total: folds.length, label: "Drift" };
    const fitted = await quietly(() => model.clone().fit(X.take(train), takeLabels(y, train)), stage);
    const { data } = fitted.predictProba!(X.take(test));
    Array.from(test).forEach((row, place) => (scores[row] = data[2 * place + 1]!));
  }
  const { auc, lower, upper } = rocAucInterval(y, scores);
  const [m, n] = [before.rowCount, now.rowCount];
  const deviation = Math.sqrt((m + n + 1) / (12 * m * n));
  return new DomainClassification({
    model: nameOf(model),
    auc,
    lower,
    upper,
    pValue: normalUpperTail((auc - 0.5) / deviation),
    referenceRows: m,
    currentRows: n,
  });
}

/** From so many rows of each table on, boosted trees find what a logistic regression finds, and more. */
const enoughForBoosting = 200;

function createModel(choice: NonNullable<DomainClassifierOptions["model"]>, fewest: number): Model {
  if (choice === "auto") return createModel(fewest < enoughForBoosting ? "logistic" : "boosting", fewest);
  if (choice === "boosting") return boosting();
  if (choice === "logistic") return logistic();
  if (typeof choice !== "object") {
    throw new ParameterError(`model must be "auto", "boosting", "logistic" or a model, not ${JSON.stringify(choice)}.`);
  }
  if (choice.predictProba === undefined) {
    throw new ParameterError(`A ${choice.type} gives no probabilities: choose a model with predictProba.`);
  }
  return choice;
}

function logistic(): Model {
  return new Pipeline({
    steps: [
      ["prepare", makePreprocessor()],
      ["classify", new LogisticRegression()],
    ],
  });
}

/** Small trees, which differ from chance only where there is something to find. Columns of dates are left out, as by `logistic`. */
function boosting(): Model {
  const prepare = new ColumnTransformer({
    transformers: [
      // Trees do not mind the scale: it only takes number columns, as they are, with what is missing.
      ["numbers", new StandardScaler(), "numbers"],
      ["categories", new OrdinalEncoder({ handleUnknown: "missing" }), "categories"],
    ],
  });
  return new Pipeline({
    steps: [
      ["prepare", prepare],
      ["classify", new HistGradientBoostingClassifier({ maxIter: 60, maxLeafNodes: 8 })],
    ],
  });
}

/** Of a pipeline the model at its end. */
function nameOf(model: Model): string {
  return model instanceof Pipeline ? model.getParams().steps.at(-1)![1].type : model.type;
}

function drawRows(table: Table, most: number, randomState: number): Table {
  if (table.rowCount <= most) return table;
  return table.take(createRandom(randomState).permutation(table.rowCount).subarray(0, most).sort());
}
