import { toLabels } from "../../data/index.ts";
import type { Label, Table } from "../../data/index.ts";
import { groupedRows, instantsOf } from "../grouped-rows.ts";

/** What happened one after the other: the events of each session, or the stages of each user. */
export type Sequences = readonly (readonly Label[])[];

export interface SequenceColumns {
  /** What the events of one sequence share: a session or a user. */
  by: string;
  /** A column of dates. */
  time: string;
  /** What happened: an event, a page, a stage. */
  state: string;
}

/**
 * The events of each session (or user) in the order of time; at one time in the order of rows.
 * @throws TableError for a column that is not there, BehaviourError or TableError for missing values
 */
export function toSequences(events: Table, { by, time, state }: SequenceColumns): Label[][] {
  const states = toLabels(events.column(state));
  const instants = instantsOf(events.column(time));
  return groupedRows(events.column(by)).map((rows) =>
    rows.sort((a, b) => instants[a]! - instants[b]! || a - b).map((row) => states[row]!),
  );
}
