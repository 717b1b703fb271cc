import { ParameterError } from "../data/index.ts";
import { checkJson } from "../data/estimator.ts";
import type { EstimatorJson } from "../data/index.ts";
import type { AnyEstimator } from "./any-estimator.ts";

/** A class whose estimators can be read back from JSON. */
export interface EstimatorClass {
  fromJSON(json: EstimatorJson): AnyEstimator;
}

const classes = new Map<string, EstimatorClass>();

/** Makes classes known by name. `from-json.ts` does it for all of the library. */
export function registerEstimators(named: Readonly<Record<string, EstimatorClass>>): void {
  for (const [name, estimator] of Object.entries(named)) classes.set(name, estimator);
}

/** The names of all classes that are known. */
export function estimatorNames(): string[] {
  return [...classes.keys()];
}

/**
 * The estimator that `toJSON` described, of whatever class: `fromJSON(JSON.parse(text))`.
 * @throws ParameterError for a class that does not exist, or JSON that no estimator made
 */
export function fromJSON(json: EstimatorJson): AnyEstimator {
  checkJson(json);
  const found = classes.get(json.type);
  if (found === undefined) throw new ParameterError(`There is no estimator of class ${JSON.stringify(json.type)}.`);
  return found.fromJSON(json);
}
