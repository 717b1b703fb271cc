import { isPlainObject } from "./is-plain-object.ts";

/**
 * A copy that cannot be changed: of arrays and plain objects, and those inside. All else (estimators, splitters, matrices, what has
 * functions) is the same thing as before.
 */
export function freezeValue<Value>(value: Value): Value {
  if (Array.isArray(value)) return Object.freeze(value.map((inner: unknown) => freezeValue(inner))) as Value;
  if (!isPlainObject(value) || Object.values(value).some((inner) => typeof inner === "function")) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, freezeValue(inner)]));
  return Object.freeze(copy) as Value;
}
