import { checkpoint } from "../../compute/index.ts";
import type { Stage } from "../../compute/index.ts";
import type { Features, Table } from "../../data/index.ts";
import { likeGiven } from "./like-given.ts";
import type { ModelOutput } from "./model-output.ts";

/** Rows of the first piece. */
const firstRows = 1024;
/** While a piece takes less, in milliseconds, the next is twice as large: some models prepare themselves for each question. */
const longEnough = 150;

/**
 * What a model says of many rows, asked of some at a time, so that interrupts are heard and progress is seen.
 * @param given the features in the form that the model is used to
 * @param stage which part of the whole this is
 */
export async function askInPieces(
  output: ModelOutput,
  table: Table,
  given: Features,
  { done, total, label }: Stage,
): Promise<Float64Array> {
  const rows = table.rowCount;
  const said = new Float64Array(rows);
  let size = firstRows;
  for (let start = 0; start < rows;) {
    await checkpoint(done + start / rows, total, label);
    const began = performance.now();
    const end = Math.min(rows, start + size);
    const isWhole = start === 0 && end === rows;
    const piece = isWhole ? table : table.take(Int32Array.from({ length: end - start }, (_, row) => start + row));
    said.set(output.of(likeGiven(piece, given)), start);
    if (performance.now() - began < longEnough) size *= 2;
    start = end;
  }
  return said;
}
