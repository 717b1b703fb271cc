import { ReadReport } from "../read-report.ts";
import type { ReadFacts } from "../read-report.ts";
import { Table } from "../table.ts";
import type { ValueOptions } from "./csv-options.ts";
import { inferValues } from "./infer-values.ts";
import { ValueRules } from "./value-rules.ts";

/** A table from columns of JSON values, with its report. @throws ValueTypeError, AmbiguousDateError, ParameterError */
export function recordsTable(
  values: ReadonlyMap<string, readonly unknown[]>,
  options: ValueOptions,
  facts: ReadFacts,
): Table {
  const rules = new ValueRules(options, "record");
  rules.checkColumns([...values.keys()]);
  const inferred = [...values].map(([name, cells]) => inferValues(name, cells, rules, facts.source));
  const columns = inferred.map(({ column }) => column);
  const writtenAs = new Map(
    inferred.flatMap(({ column, writtenAs }) => (writtenAs === undefined ? [] : [[column.name, writtenAs] as const])),
  );
  const notes = [...(facts.notes ?? []), ...inferred.flatMap(({ notes }) => notes)];
  return new Table(columns, new ReadReport(columns, { ...facts, zone: rules.clock.zone, writtenAs, notes }));
}
