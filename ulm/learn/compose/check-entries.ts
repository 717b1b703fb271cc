import { ParameterError } from "../../data/index.ts";
import { spokenValue } from "../../data/spoken-value.ts";

/**
 * A list of named things, each a list itself.
 * @param where which parameter, for messages @param form of an entry, for messages @param length of an entry
 * @throws ParameterError for anything else
 */
export function checkEntries(
  given: unknown,
  where: string,
  form: string,
  length: number,
): readonly (readonly [name: string, ...values: unknown[]])[] {
  if (!Array.isArray(given)) throw new ParameterError(`${where} must be a list of ${form}, not ${spokenValue(given)}.`);
  const odd = given.findIndex(
    (entry) => !Array.isArray(entry) || entry.length !== length || typeof entry[0] !== "string",
  );
  if (odd < 0) return given as [string, ...unknown[]][];
  throw new ParameterError(`${where}[${odd}] must be ${form}, not ${spokenValue(given[odd])}.`);
}
