import { FeatureError } from "./check-features.ts";
import type { Matrix } from "../data/index.ts";

/** The largest number of single precision. */
const largest = (2 - 2 ** -23) * 2 ** 127;

/** @throws FeatureError for the first feature that is infinite in single precision, in which networks learn */
export function checkSingles({ data, columns, names }: Matrix, type: string): void {
  const bad = data.findIndex((value) => Math.abs(value) > largest);
  if (bad < 0) return;
  throw new FeatureError(
    `${type}: column "${names[bad % columns]}", row ${Math.floor(bad / columns)} is ${data[bad]}: networks are trained in single ` +
      `precision, which ends at ${largest.toPrecision(3)}. Scale the columns first (StandardScaler).`,
  );
}

/** @throws FeatureError for the first value whose squared error is infinite in single precision */
export function checkSingleTargets(targets: Float64Array, type: string): void {
  const bad = targets.findIndex((value) => value * value > largest);
  if (bad < 0) return;
  throw new FeatureError(
    `${type}: row ${bad} of y is ${targets[bad]}: gradients are taken in single precision, in which its square is infinite. ` +
      `Bring y to the size of 1, for example by dividing it by its standard deviation.`,
  );
}
