import { ParameterError } from "../../data/index.ts";
import type { Table } from "../../data/index.ts";
import { cvResults, isBetter } from "./cv-results.ts";
import type { Trial } from "./trial.ts";

/** The first of the best. */
export function bestOf(means: readonly number[]): number {
  return means.reduce((leader, mean, index) => (isBetter(mean, means[leader]!) ? index : leader), 0);
}

/** The trial that a function picks. @throws ParameterError for one that there is not */
export function pickedTrial(trials: readonly Trial[], pick: (cvResults: Table) => number): number {
  const picked = pick(cvResults(trials));
  if (Number.isInteger(picked) && trials[picked] !== undefined) return picked;
  throw new ParameterError(`refit picked row ${picked}, but cvResults has rows 0 to ${trials.length - 1}.`);
}
