import type { LedgerValue, Verdict } from "./ledger-entry.ts";

/**
 * Compares what an article prints with what we compute: numbers match within `tolerance` (absolute), texts when equal,
 * named figures when every one does.
 *
 * @throws RangeError when the two do not name the same figures: then there is nothing to compare.
 */
export function judge(
  printed: LedgerValue,
  computed: LedgerValue,
  tolerance: number,
): Exclude<Verdict, "not-reproducible"> {
  const ours = figures(computed);
  const theirs = figures(printed);
  const names = new Set([...theirs.keys(), ...ours.keys()]);
  for (const name of names) {
    if (!theirs.has(name) || !ours.has(name)) {
      throw new RangeError(
        `Figure "${name}" is ${theirs.has(name) ? "printed but not computed" : "computed but not printed"}.`,
      );
    }
  }
  const agrees = [...theirs].every(([name, figure]) => isSame(figure, ours.get(name)!, tolerance));
  return agrees ? "matches" : "article-in-error";
}

function isSame(printed: number | string, computed: number | string, tolerance: number): boolean {
  if (typeof printed === "number" && typeof computed === "number") return Math.abs(printed - computed) <= tolerance;
  return printed === computed;
}

/** The figures of a value by name; a lone one has the empty name. */
export function figures(value: LedgerValue): Map<string, number | string> {
  return typeof value === "object" ? new Map(Object.entries(value)) : new Map([["", value]]);
}
