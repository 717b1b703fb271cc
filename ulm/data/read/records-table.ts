import { Table } from "../table.ts";
import { ReadReport } from "../read-report.ts";
import type { DroppedLine } from "../read-report.ts";
import { defaultMissing } from "./csv-options.ts";
import type { CsvOptions } from "./csv-options.ts";
import { inferValues } from "./infer-values.ts";
import { ValueTypeError } from "./read-error.ts";

/** What is known of the records besides their values. */
export interface RecordFacts {
  readonly source: string;
  readonly format: string;
  readonly encoding: string;
  readonly dropped?: readonly DroppedLine[];
  readonly droppedCount?: number;
  readonly repaired?: readonly string[];
  readonly notes?: readonly string[];
}

/** A table from columns of JSON values, with its report. @throws ValueTypeError */
export function recordsTable(
  values: ReadonlyMap<string, readonly unknown[]>,
  options: CsvOptions,
  facts: RecordFacts,
): Table {
  const missing = new Set(["", ...(options.missing ?? defaultMissing)]);
  const notes = [...(facts.notes ?? [])];
  const columns = [...values].map(([name, cells]) => {
    const { column, misfit, note } = inferValues(name, cells, missing, options.types?.[name]);
    if (misfit !== undefined) {
      const problem = `column "${name}" is to hold ${options.types![name]} values, but record ${misfit + 1} has ${JSON.stringify(cells[misfit])}.`;
      throw new ValueTypeError(facts.source, undefined, problem);
    }
    if (note !== undefined) notes.push(note);
    return column;
  });
  return new Table(columns, new ReadReport(columns, { ...facts, notes }));
}
