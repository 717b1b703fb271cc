import { ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";

/**
 * The cluster of each row as a number from 0, and how many rows each has.
 * @throws ParameterError unless there is a label for each row and from 2 clusters to one less than rows
 */
export function clusterCodes(labels: Labels, rows: number): { codes: Int32Array; sizes: number[] } {
  const values = toLabels(labels, "labels");
  if (values.length !== rows) throw new ParameterError(`X has ${rows} rows, but there are ${values.length} labels.`);
  const clusters = uniqueLabels(values);
  if (clusters.length < 2 || clusters.length >= rows) {
    throw new ParameterError(
      `To judge clusters takes from 2 of them to one less than rows; there are ${clusters.length} of ${rows} rows.`,
    );
  }
  const codeOf = new Map(clusters.map((label, code) => [label, code]));
  const codes = Int32Array.from(values, (label) => codeOf.get(label)!);
  const sizes = clusters.map(() => 0);
  for (const code of codes) sizes[code]! += 1;
  return { codes, sizes };
}
