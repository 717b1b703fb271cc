import { JsonError } from "./read-error.ts";

/** Deeper objects become JSON text. */
const deepest = 8;

/**
 * The cells of a nested record: `{ user: { city: "Lyon" }, tags: ["a"] }` has "user.city" and "tags", whose value is the JSON text
 * of the list.
 * @param onCell called for each cell in order; a name may come twice
 */
export function flattenRecord(
  record: object,
  onCell: (name: string, value: unknown) => void,
  prefix = "",
  depth = 1,
): void {
  for (const [key, value] of Object.entries(record)) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof value !== "object" || value === null) onCell(name, value);
    else if (Array.isArray(value) || depth === deepest) onCell(name, JSON.stringify(value));
    else flattenRecord(value as object, onCell, name, depth + 1);
  }
}

/** Runs what takes JSON values apart. @throws JsonError for values that are nested more deeply than the stack is */
export function refuseDepth<Result>(source: string, line: number | undefined, task: () => Result): Result {
  try {
    return task();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new JsonError(source, line, "the values are nested too deeply: this is no table.", { cause });
  }
}
