import { NotebookError, renderReport, type ReportOptions } from "../report/index.ts";
import { CommandError } from "./command-error.ts";
import { writeOutput } from "./write-output.ts";

/**
 * Writes the report of an executed notebook.
 * @param source the notebook's file, as messages shall name it
 * @throws {CommandError} naming the notebook's cell that is malformed, or why the report cannot be written
 */
export async function writeReport(
  notebook: unknown,
  source: string,
  target: string,
  options: ReportOptions,
): Promise<void> {
  let html: string;
  try {
    html = await renderReport(notebook, options);
  } catch (cause) {
    if (cause instanceof NotebookError) throw new CommandError(`${source}: ${cause.message}`, { cause });
    throw cause;
  }
  await writeOutput(target, html);
}
