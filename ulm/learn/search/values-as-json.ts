import { Estimator, ParameterError } from "../../data/index.ts";
import { isPlainObject } from "../../data/is-plain-object.ts";
import type { EstimatorJson } from "../../data/index.ts";
import { fromJSON } from "../estimator-classes.ts";
import { isSplitterType, reviveSplitter } from "../validation/revive-splitter.ts";
import type { SplitterJson } from "../validation/fold.ts";

/**
 * Values of parameters as JSON: estimators and the library's splitters among them as what they are made of.
 * @param where whose values, for the message @throws ParameterError for what JSON cannot hold
 */
export function describeValues(value: unknown, where: string): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
  if (value instanceof Estimator) {
    const { type, params } = value.toJSON();
    return { type, params };
  }
  if (Array.isArray(value)) return value.map((one) => describeValues(one, where));
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, describeValues(one, where)]));
  }
  if (hasDescription(value)) {
    const json = value.toJSON();
    if (isSplitterType(json.type)) return json;
  }
  throw new ParameterError(`${where} holds ${spoken(value)}, which JSON cannot hold: it cannot be saved.`);
}

/** What `describeValues` made of values; estimators and splitters that never were JSON stay as they are. */
export function reviveValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveValues);
  if (!isPlainObject(value)) return value;
  const { type, params } = value;
  if (typeof type === "string" && typeof params === "object") {
    return isSplitterType(type)
      ? reviveSplitter(value as unknown as SplitterJson)
      : fromJSON(value as unknown as EstimatorJson);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, reviveValues(one)]));
}

function hasDescription(value: unknown): value is { toJSON(): SplitterJson } {
  return typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function";
}

function spoken(value: unknown): string {
  if (typeof value === "function") return "a function";
  return typeof value === "object" ? `a ${value?.constructor?.name ?? "thing"} of your own` : String(value);
}
