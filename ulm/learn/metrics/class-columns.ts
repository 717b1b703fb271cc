import { ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkSameLength } from "./checked-labels.ts";
import { comparableLabels } from "./label-kinds.ts";
import { columnNameOf } from "./score-matrix.ts";

/** Scores of classes, one column for each, beside the classes that are true. */
export interface ClassColumns {
  readonly truth: readonly Label[];
  /** The classes of the columns, in the order of `column`. */
  readonly classes: readonly Label[];
  /** The class of each row by its place in `classes`. */
  readonly codes: Int32Array;
  /** The scores of one class. */
  column(index: number): Float64Array;
}

/**
 * Finds the column of each class. Columns that carry the names of the classes, as those of `predictProba` do, are found by name, whatever
 * their order.
 * @param labels the classes of the columns. Default: their names where these are those of classes, else the classes of yTrue, ascending
 * @throws ParameterError unless they fit, and for a score that is no finite number
 */
export function classColumns(yTrue: Labels, scores: MatrixLike, labels?: readonly Label[]): ClassColumns {
  const given = toLabels(yTrue, "yTrue");
  checkSameLength(given.length, scores.rows);
  checkFiniteScores(scores);
  const [truth, asked] = comparableLabels({ name: "yTrue", labels: given }, { name: "labels", labels: labels ?? [] });
  const occurring = uniqueLabels(truth);
  const classes = labels === undefined ? (namedClasses(occurring, scores) ?? occurring) : asked;
  if (classes.length !== scores.columns) {
    throw new ParameterError(
      `yTrue has ${classes.length} classes, but there are scores of ${scores.columns}. Name the classes with labels.`,
    );
  }
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  const strange = occurring.find((label) => !codeOf.has(label));
  if (strange !== undefined) throw new ParameterError(`Class ${JSON.stringify(strange)} has no column of scores.`);
  const places = columnPlaces(classes, scores);
  return {
    truth,
    classes,
    codes: Int32Array.from(truth, (label) => codeOf.get(label)!),
    column: (index) => columnOf(scores, places[index]!),
  };
}

/** The classes that the columns are named after, when those of the rows are among them. */
function namedClasses(occurring: readonly Label[], { names }: MatrixLike): Label[] | undefined {
  const byName = new Map(occurring.map((label) => [columnNameOf(label), label]));
  if (names === undefined || ![...byName.keys()].every((name) => names.includes(name))) return undefined;
  return names.map((name) => byName.get(name) ?? name);
}

/** The place of the column of each class: by its name where all columns have names of classes, else in their order. */
function columnPlaces(classes: readonly Label[], { names }: MatrixLike): number[] {
  const places = classes.map((label) => names?.indexOf(columnNameOf(label)) ?? -1);
  return places.includes(-1) ? [...classes.keys()] : places;
}

function checkFiniteScores({ data, columns }: MatrixLike): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const [row, column] = [Math.floor(bad / columns), bad % columns];
  throw new ParameterError(`The score of row ${row}, column ${column} is ${data[bad]}, not a finite number.`);
}

function columnOf({ data, rows, columns }: MatrixLike, index: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => data[row * columns + index]!);
}
