import { toLabels, uniqueLabels } from "../data/index.ts";
import type { Label, Labels } from "../data/index.ts";
import { FeatureError } from "./check-features.ts";

/** Labels as class numbers 0, 1, …, and the classes they stand for, ascending. */
export interface ClassTargets {
  readonly codes: Int32Array;
  readonly classes: Label[];
}

/** @throws FeatureError unless there is one label for each row and at least two classes */
export function classTargets(y: Labels, rows: number, type: string): ClassTargets {
  const labels = toLabels(y);
  if (labels.length !== rows) throw new FeatureError(`${type}: X has ${rows} rows, but y has ${labels.length} labels.`);
  const classes = uniqueLabels(labels);
  if (classes.length < 2) {
    const only = classes.length === 0 ? "There are no rows." : `All rows are ${JSON.stringify(classes[0])}.`;
    throw new FeatureError(`${type} needs rows of at least two classes. ${only}`);
  }
  const codes = new Map(classes.map((label, code) => [label, code]));
  return { codes: Int32Array.from(labels, (label) => codes.get(label)!), classes };
}

/** How much the rows of a class count: by "balanced" every class as much as any other, else as stated by label (default 1). */
export type ClassWeight = "balanced" | Readonly<Record<string, number>> | null;

/** The weight of each row. @throws FeatureError for a label that is no class, or a weight that is not positive */
export function rowWeights({ codes, classes }: ClassTargets, classWeight: ClassWeight, type: string): Float64Array {
  const weights = classWeights(codes, classes, classWeight, type);
  return Float64Array.from(codes, (code) => weights[code]!);
}

function classWeights(codes: Int32Array, classes: readonly Label[], classWeight: ClassWeight, type: string): number[] {
  if (classWeight === null) return classes.map(() => 1);
  if (classWeight === "balanced") {
    return classes.map((_, code) => codes.length / (classes.length * codes.filter((other) => other === code).length));
  }
  const names = classes.map(String);
  for (const [label, weight] of Object.entries(classWeight)) {
    if (!names.includes(label))
      throw new FeatureError(`${type}: classWeight names "${label}", but the classes are ${names.join(", ")}.`);
    if (!(weight > 0 && weight < Infinity))
      throw new FeatureError(`${type}: the weight of class "${label}" must be positive, not ${weight}.`);
  }
  return names.map((label) => classWeight[label] ?? 1);
}
