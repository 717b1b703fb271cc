import { proportion } from "../../compute/index.ts";
import { ParameterError, Table } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";
import type { Sequences } from "./sequences.ts";

export interface SequenceCountOptions {
  /** How many events one after the other; `null`, the default: whole sequences. */
  length?: number | null;
  /** The most rows. Default 20. */
  most?: number;
  /** Of the share's interval. Default 0.95. */
  level?: number;
}

/**
 * The most frequent runs of events, or whole paths: one row for each with `path` (events joined by " → "), `count` (occurrences),
 * `sequences` (that have it at least once), their `share` of all and Wilson's interval of it, `lower` and `upper`.
 * @throws ParameterError for an option that makes no sense
 */
export function sequenceCounts(sequences: Sequences, options: SequenceCountOptions = {}): Table {
  const { length = null, most = 20, level = 0.95 } = options;
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1;
  if (!(length === null || isCount(length)) || !isCount(most) || !(level > 0 && level < 1)) {
    throw new ParameterError(
      "sequenceCounts: length (or null) and most must be whole numbers from 1, level between 0 and 1.",
    );
  }
  const found = new Map<string, { path: readonly Label[]; count: number; sequences: number; last: number }>();
  sequences.forEach((sequence, index) => {
    const runs = length ?? sequence.length;
    if (runs === 0) return;
    for (let from = 0; from + runs <= sequence.length; from++) {
      const path = sequence.slice(from, from + runs);
      const key = JSON.stringify(path);
      const entry = found.get(key) ?? { path, count: 0, sequences: 0, last: -1 };
      entry.count++;
      if (entry.last !== index) entry.sequences++;
      entry.last = index;
      found.set(key, entry);
    }
  });
  const ordered = [...found.values()].sort(
    (a, b) => b.count - a.count || a.path.length - b.path.length || (String(a.path) < String(b.path) ? -1 : 1),
  );
  return Table.fromObjects(
    ordered.slice(0, most).map((entry) => {
      const { value, lower, upper } = proportion(entry.sequences, sequences.length, level);
      return {
        path: entry.path.join(" → "),
        count: entry.count,
        sequences: entry.sequences,
        share: value,
        lower,
        upper,
      };
    }),
  );
}
