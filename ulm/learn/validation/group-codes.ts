import { countRows, ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";

/** Groups by number, in ascending order of their names. */
export interface GroupCodes {
  readonly names: readonly Label[];
  readonly codes: Int32Array;
  /** Rows of each group. */
  readonly sizes: readonly number[];
}

/** The group of each row. @param type who asks, for messages. @throws ParameterError unless there is one for each row */
export function groupCodes(X: Features, groups: Labels | undefined, type: string): GroupCodes {
  if (groups === undefined) throw new ParameterError(`${type} needs the groups: split(X, y, groups).`);
  const labels = toLabels(groups, "groups");
  if (labels.length !== countRows(X)) {
    throw new ParameterError(`X has ${countRows(X)} rows, but groups has ${labels.length}.`);
  }
  const names = uniqueLabels(labels);
  const codeOf = new Map(names.map((name, code) => [name, code]));
  const codes = Int32Array.from(labels, (label) => codeOf.get(label)!);
  const sizes = new Array<number>(names.length).fill(0);
  for (const code of codes) sizes[code]!++;
  return { names, codes, sizes };
}
