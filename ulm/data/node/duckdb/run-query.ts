import type { DuckDBValue } from "@duckdb/node-api";
import { currentTaskContext } from "../../../compute/task-context.ts";
import { readResult } from "./read-result.ts";
import type { ResultColumns } from "./read-result.ts";
import type { Database } from "./with-duckdb.ts";

/** How often progress is asked for, in milliseconds. */
const progressInterval = 150;

/**
 * Runs one statement with its parameters. An interrupt stops it where it is; its progress is reported as a percentage.
 * @param label what is computed, for whoever shows the progress
 * @throws the signal's reason when the task was called off; DuckDB's own errors
 */
export async function runQuery(
  { duckdb, connection }: Database,
  text: string,
  parameters: readonly DuckDBValue[] = [],
  label = "sql",
): Promise<ResultColumns> {
  const context = currentTaskContext();
  context.signal?.throwIfAborted();
  const interrupt = () => connection.interrupt();
  context.signal?.addEventListener("abort", interrupt);
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    if (percentage >= 0) context.onProgress?.(percentage, 100, label);
  }, progressInterval);
  try {
    const statement = await connection.prepare(text);
    statement.bind([...parameters]);
    return await readResult(duckdb, await statement.stream());
  } catch (error) {
    // What DuckDB says of an interrupt is less than what the caller knows.
    context.signal?.throwIfAborted();
    throw error;
  } finally {
    clearInterval(timer);
    context.signal?.removeEventListener("abort", interrupt);
  }
}
