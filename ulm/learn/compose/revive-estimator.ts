import { ParameterError } from "../../data/index.ts";
import { spokenValue } from "../../data/spoken-value.ts";
import { damaged, list, record, textual } from "../../data/state-shape.ts";
import type { Place, Shape } from "../../data/state-shape.ts";
import type { EstimatorJson } from "../../data/index.ts";
import type { AnyEstimator } from "../any-estimator.ts";
import { fromJSON } from "../estimator-classes.ts";

/**
 * An estimator that is a parameter: as it was given, or as JSON describes it.
 * @param where which parameter, for the message @throws ParameterError for what is none
 */
export function reviveEstimator(given: unknown, where: string): AnyEstimator {
  if (typeof given === "object" && given !== null) {
    if ("fit" in given && typeof given.fit === "function") return given as AnyEstimator;
    if ("type" in given && "params" in given) return fromJSON(given as EstimatorJson);
  }
  const name = typeof given === "function" && /^class /.test(String(given)) ? given.name : undefined;
  const hint = name === undefined ? "" : `: a class makes one by new ${name}()`;
  throw new ParameterError(`${where} is ${spokenValue(given)}, not an estimator${hint}.`);
}

/** Fitted estimators in a state, as JSON. @param least how many there must be at least. Default 0 */
export function estimatorList(size?: string, least = 0): Shape {
  return list(record({ type: textual, params: record({}) }), size, least);
}

/** Fitted estimators from JSON. @throws ParameterError unless they are of the same classes as the parameters that they come from */
export function reviveFitted(
  fitted: readonly EstimatorJson[],
  params: readonly AnyEstimator[],
  place: Place,
): AnyEstimator[] {
  if (fitted.length !== params.length) damaged(place, `has ${fitted.length} estimators, not ${params.length}`);
  return fitted.map((json, index) => {
    if (json.type === params[index]!.type) return fromJSON(json);
    damaged({ ...place, path: `${place.path}[${index}]` }, `is a ${json.type}, not a ${params[index]!.type}`);
  });
}
