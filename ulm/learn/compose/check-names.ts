import { ParameterError } from "../../data/index.ts";

/**
 * @param what is named, in the plural, for messages
 * @param reserved names that are taken
 * @throws ParameterError unless names differ and none could be mistaken for a parameter
 */
export function checkNames(names: readonly string[], what: string, reserved: readonly string[] = []): void {
  if (new Set(names).size < names.length) {
    throw new ParameterError(`The ${what} need different names; they are ${names.join(", ")}.`);
  }
  const bad = names.find((name) => name.includes("__"));
  if (bad !== undefined) {
    throw new ParameterError(`"${bad}": names of ${what} may not hold "__", which separates parameters.`);
  }
  const taken = names.find((name) => reserved.includes(name));
  if (taken !== undefined) throw new ParameterError(`"${taken}" is a parameter: give one of the ${what} another name.`);
}
