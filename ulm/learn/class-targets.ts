import { named, ParameterError, spokenValue, toLabels, uniqueLabels } from "../data/index.ts";
import type { Label, Labels } from "../data/index.ts";
import { FeatureError } from "./check-features.ts";

/** Labels as class numbers 0, 1, …, and the classes they stand for, ascending. */
export interface ClassTargets {
  readonly codes: Int32Array;
  readonly classes: Label[];
}

/** @throws FeatureError unless there is one label for each row, all of one kind, and at least two classes */
export function classTargets(y: Labels, rows: number, type: string): ClassTargets {
  // Whole numbers have nothing that could be missing.
  const labels: ArrayLike<Label> = y instanceof Int32Array ? y : named(type, () => toLabels(y));
  if (labels.length !== rows) throw new FeatureError(`${type}: X has ${rows} rows, but y has ${labels.length} labels.`);
  // Numbered as they appear first, then in ascending order: one look-up for each row, however many there are.
  const seen = new Map<Label, number>();
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let code = seen.get(labels[row]!);
    if (code === undefined) seen.set(labels[row]!, (code = seen.size));
    codes[row] = code;
  }
  checkKinds(seen.keys(), type);
  const classes = uniqueLabels(seen.keys());
  if (classes.length < 2) {
    const only = classes.length === 0 ? "There are no rows." : `All rows are ${JSON.stringify(classes[0])}.`;
    throw new FeatureError(`${type} needs rows of at least two classes. ${only}`);
  }
  const order = Int32Array.from(seen.keys(), (label) => classes.indexOf(label));
  for (let row = 0; row < rows; row++) codes[row] = order[codes[row]!]!;
  return { codes, classes };
}

/** Refuses what is no set of classes, as scikit-learn's "unknown label type". @throws FeatureError */
function checkKinds(labels: Iterable<Label>, type: string): void {
  let first: Label | undefined;
  for (const label of labels) {
    first ??= label;
    if (typeof label !== typeof first) {
      throw new FeatureError(
        `${type}: y holds labels of different kinds, ${JSON.stringify(first)} and ${JSON.stringify(label)}. ` +
          `Bring all into one, as with labels.map(String).`,
      );
    }
    if (typeof label === "number" && !Number.isInteger(label)) {
      throw new FeatureError(
        `${type}: unknown label type: continuous. y holds ${label}, and a classifier learns classes. Use a regression, or cut y into ` +
          `classes, as with y.map((value) => value > limit).`,
      );
    }
  }
}

/**
 * How much the rows of a class count: by "balanced" every class as much as any other, else as stated by label, numbers above 0 (default 1).
 * A class that shall not count at all is left out of the rows, or weighed by `sampleWeight`, which may be 0.
 */
export type ClassWeight = "balanced" | Readonly<Record<string, number>> | null;

/** @throws ParameterError for something else than "balanced", weights above 0 by label, or null */
export function checkClassWeight(classWeight: ClassWeight, type: string): void {
  if (classWeight === null || classWeight === "balanced") return;
  if (typeof classWeight !== "object" || Array.isArray(classWeight)) {
    throw new ParameterError(
      `${type}: classWeight must be "balanced", an object of weights by label, or null, not ${spokenValue(classWeight)}.`,
    );
  }
  for (const [label, weight] of Object.entries(classWeight)) {
    if (typeof weight === "number" && weight > 0 && weight < Infinity) continue;
    const given = typeof weight === "number" ? weight : spokenValue(weight);
    const advice = weight === 0 ? " Leave out the rows of a class that shall not count." : "";
    throw new ParameterError(`${type}: the weight of class "${label}" must be positive, not ${given}.${advice}`);
  }
}

/**
 * The weight of each row: that of its class, times its own. Classes are balanced by what their rows weigh, so that weights mean the same
 * as repeated rows.
 * @param own the weight of each row; `undefined` when all count alike
 * @throws FeatureError for a label that is no class, ParameterError for a weight that is not positive
 */
export function rowWeights(
  targets: ClassTargets,
  classWeight: ClassWeight,
  type: string,
  own?: Float64Array,
): Float64Array {
  const { codes } = targets;
  const ofRows = own?.slice() ?? new Float64Array(codes.length).fill(1);
  if (classWeight === null) return ofRows;
  const weights = Float64Array.from(
    classWeight === "balanced" ? balancedWeights(targets, ofRows) : givenWeights(targets, classWeight, type),
  );
  for (let row = 0; row < codes.length; row++) ofRows[row]! *= weights[codes[row]!]!;
  return ofRows;
}

function balancedWeights({ codes, classes }: ClassTargets, ofRows: Float64Array): number[] {
  const sums = classes.map(() => 0);
  codes.forEach((code, row) => (sums[code]! += ofRows[row]!));
  const total = sums.reduce((sum, ofClass) => sum + ofClass, 0);
  return sums.map((ofClass) => total / (classes.length * ofClass));
}

function givenWeights(
  { classes }: ClassTargets,
  classWeight: Readonly<Record<string, number>>,
  type: string,
): number[] {
  const names = classes.map(String);
  const unknown = Object.keys(classWeight).find((label) => !names.includes(label));
  if (unknown !== undefined) {
    throw new FeatureError(`${type}: classWeight names "${unknown}", but the classes are ${names.join(", ")}.`);
  }
  return names.map((label) => classWeight[label] ?? 1);
}
