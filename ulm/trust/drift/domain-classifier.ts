import { checkpoint, createRandom, normalUpperTail } from "../../compute/index.ts";
import { ParameterError, Table, takeLabels } from "../../data/index.ts";
import { LogisticRegression, makePreprocessor, Pipeline, rocAucScore, StratifiedKFold } from "../../learn/index.ts";
import type { Model } from "../../learn/index.ts";

export interface DomainClassifierOptions {
  /** What tries to tell the two apart; must have `predictProba`. Default a logistic regression on all columns, prepared as usual. */
  model?: Model;
  /** Number of folds. Default 5. */
  cv?: number;
  /** At most this many rows of each table are used, drawn at random. Default 10 000. */
  mostRows?: number;
  randomState?: number;
}

/** How well a model tells reference and current rows apart that it has not seen. */
export interface DomainClassification {
  /** 0.5: it cannot; 1: every row gives itself away. */
  readonly auc: number;
  /** How probable so large an AUC is by chance (Mann–Whitney, normal approximation, one-sided). */
  readonly pValue: number;
  /** Rows used of each table. */
  readonly referenceRows: number;
  readonly currentRows: number;
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
  const model = options.model ?? defaultModel();
  if (model.predictProba === undefined) {
    throw new ParameterError(`A ${model.type} gives no probabilities: choose a model with predictProba.`);
  }
  const before = drawRows(reference, mostRows, randomState);
  const now = drawRows(current.select(reference.columnNames), mostRows, randomState);
  if (Math.min(before.rowCount, now.rowCount) < cv) {
    throw new ParameterError(
      `${cv} folds need as many rows of each table; there are ${before.rowCount} and ${now.rowCount}.`,
    );
  }
  const X = Table.fromColumns(
    Object.fromEntries(
      before.columnNames.map((name) => [name, [...before.column(name).toArray(), ...now.column(name).toArray()]]),
    ),
  );
  const y = Array.from({ length: X.rowCount }, (_, row) => Number(row >= before.rowCount));
  const scores = new Float64Array(X.rowCount);
  const folds = new StratifiedKFold({ nSplits: cv, shuffle: true, randomState }).split(X, y);
  for (const [index, { train, test }] of folds.entries()) {
    await checkpoint(index, folds.length, "Drift");
    const fitted = await model.clone().fit(X.take(train), takeLabels(y, train));
    const { data } = fitted.predictProba!(X.take(test));
    Array.from(test).forEach((row, place) => (scores[row] = data[2 * place + 1]!));
  }
  const auc = rocAucScore(y, scores);
  const [m, n] = [before.rowCount, now.rowCount];
  const deviation = Math.sqrt((m + n + 1) / (12 * m * n));
  return { auc, pValue: normalUpperTail((auc - 0.5) / deviation), referenceRows: m, currentRows: n };
}

function defaultModel(): Model {
  return new Pipeline({
    steps: [
      ["prepare", makePreprocessor()],
      ["classify", new LogisticRegression()],
    ],
  });
}

function drawRows(table: Table, most: number, randomState: number): Table {
  if (table.rowCount <= most) return table;
  return table.take(createRandom(randomState).permutation(table.rowCount).subarray(0, most).sort());
}
