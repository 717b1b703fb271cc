import { toLabels, toTable, uniqueLabels } from "../../data/index.ts";
import type { Features, Label, Labels, Snapshot } from "../../data/index.ts";

/** What data a model was made and judged with. */
export interface DataFacts {
  /** Rows that the model was fitted on. */
  readonly trainRows: number;
  /** Rows that it is judged by. */
  readonly testRows: number;
  /** The features, in the order of the training rows. */
  readonly columns: readonly string[];
  /** Columns with missing values in the training rows, and their shares. */
  readonly missing: readonly { readonly column: string; readonly share: number }[];
  /** Of a classification: each class with its shares of the training and the test rows. */
  readonly classes: readonly { readonly label: Label; readonly train: number; readonly test: number }[];
  /** The times that the data speak of, in words, where they are known: of the snapshot, else of the columns with dates. */
  readonly spans: readonly { readonly what: "features" | "labels" | string; readonly from: Date; readonly to: Date }[];
}

/** The rows that a model was fitted on, and others to judge it by, with the same columns. */
export interface CardRows {
  /** What the model was fitted on: rows × features. */
  readonly XTrain: Features;
  /** A class or number for each of these rows. */
  readonly yTrain: Labels;
  /** Rows that the model has not learnt from. */
  readonly XTest: Features;
  /** A class or number for each of them. */
  readonly yTest: Labels;
}

/**
 * @param isClassification whether `y` holds classes, whose shares are told
 * @param snapshot whose windows are the span of time
 */
export function dataFacts(rows: CardRows, isClassification: boolean, snapshot?: Snapshot): DataFacts {
  const train = toTable(rows.XTrain);
  const test = toTable(rows.XTest);
  const [yTrain, yTest] = [toLabels(rows.yTrain, "yTrain"), toLabels(rows.yTest, "yTest")];
  const labels = isClassification ? uniqueLabels([...yTrain, ...yTest]) : [];
  return {
    trainRows: train.rowCount,
    testRows: test.rowCount,
    columns: train.columnNames,
    missing: train.columns
      .filter(({ missing }) => missing > 0)
      .map(({ name, missing, length }) => ({ column: name, share: missing / length })),
    classes: labels.map((label) => ({ label, train: shareOf(yTrain, label), test: shareOf(yTest, label) })),
    spans: snapshot === undefined ? dateSpans(rows) : snapshotSpans(snapshot),
  };
}

function shareOf(labels: readonly Label[], label: Label): number {
  return labels.filter((other) => other === label).length / labels.length;
}

function snapshotSpans({ observationStart, asOf, horizonStart, horizonEnd }: Snapshot): DataFacts["spans"] {
  return [
    { what: "features", from: observationStart, to: asOf },
    { what: "labels", from: horizonStart, to: horizonEnd },
  ];
}

function dateSpans({ XTrain, XTest }: CardRows): DataFacts["spans"] {
  const both = [toTable(XTrain), toTable(XTest)];
  return both[0]!.columnsOfType("date").flatMap((name) => {
    const times = both
      .flatMap((table) => (table.has(name) ? [...table.column(name).toNumbers()] : []))
      .filter((time) => !Number.isNaN(time));
    if (times.length === 0) return [];
    const [from, to] = times.reduce(([low, high], time) => [Math.min(low, time), Math.max(high, time)], [
      Infinity,
      -Infinity,
    ] as [number, number]);
    return [{ what: name, from: new Date(from), to: new Date(to) }];
  });
}
