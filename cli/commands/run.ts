import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Notebook } from "../../host/contents/notebook.ts";
import { serializeNotebook } from "../../host/contents/notebook-file.ts";
import { findRunStamp } from "../../host/reports/find-run-stamp.ts";
import { runNotebook, type CellFailure, type RunResult } from "../../host/run-notebook.ts";
import { CellClock } from "../cell-clock.ts";
import { checkWritable } from "../check-writable.ts";
import { CommandError } from "../command-error.ts";
import type { Command } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { findHiddenState } from "../find-hidden-state.ts";
import { firstLine } from "../first-line.ts";
import { isSameFile } from "../is-same-file.ts";
import { parseArguments } from "../parse-arguments.ts";
import { parseLanguage } from "../parse-language.ts";
import { readNotebook } from "../read-notebook.ts";
import { UsageError } from "../usage-error.ts";
import { watchForEnd } from "../watch-for-end.ts";
import { writeOutput } from "../write-output.ts";
import { writeReport } from "../write-report.ts";

const help = `Usage: ulm run NOTEBOOK [-o OUT] [--html REPORT] [--language en|zh-CN] [--allow-errors] [--timeout S]
               [--check-order] [--workspace DIR]

Runs a notebook from top to bottom in a kernel of its own, in the notebook's folder. Progress goes to stderr.
Stops at the first cell that raises an error; what was run until then is written all the same.

  -o, --output FILE        write the executed notebook; NOTEBOOK itself changes only if it is named here
  --html FILE              write a report, one HTML file
  --language en|zh-CN      the language that the report shows first (default: en)
  --allow-errors           go on after a cell that raises an error, and count it as done
  --timeout SECONDS        longest time for one cell (default: no limit)
  --check-order            fail when results that NOTEBOOK stores are not those of this run: they depend on cells that
                           were deleted, edited, run twice or in another order. Not compared are stderr, pictures,
                           and cells tagged nbval-ignore-output
  --workspace DIR          where addresses such as workspace:data/orders.csv start from (default: ULM_WORKSPACE, else the
                           folder of the window, ~/ULM Notebook, if NOTEBOOK lies in it, else the notebook's folder)

Without -o and --html nothing is written: the exit code says whether every cell ran.
Exit code 1 names the cell that raised an error; 130 means that Ctrl-C ended the run, and nothing is written.
`;

export const run: Command = { help, run: runCommand };

interface Plan {
  source: string;
  output?: string;
  html?: string;
  language: ReturnType<typeof parseLanguage>;
  allowErrors: boolean;
  checkOrder: boolean;
  workspace?: string;
  /** Seconds. */
  timeout?: number;
}

async function runCommand(args: string[]): Promise<ExitCode> {
  const plan = parsePlan(args);
  const notebook = await readNotebook(plan.source);
  if (plan.workspace !== undefined) await checkWorkspace(plan.workspace);
  for (const target of [plan.output, plan.html]) if (target !== undefined) await checkWritable(target);
  const stop = new AbortController();
  const watch = watchForEnd({ stdin: false });
  void watch.asked.then(() => stop.abort(new Interruption()));
  try {
    const result = await execute(notebook, plan, stop);
    await writeResults(result, plan);
    const failure = findFailure(result, plan);
    const isInOrder = !plan.checkOrder || sayHiddenState(notebook, result);
    if (failure !== undefined) return sayFailure(notebook, failure);
    return isInOrder ? exitCode.success : exitCode.failure;
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    console.error("ulm run: interrupted; nothing was written");
    return exitCode.interrupted;
  } finally {
    watch.stop();
  }
}

class Interruption extends Error {}

function parsePlan(args: string[]): Plan {
  const { values, positionals } = parseArguments(
    args,
    {
      output: { type: "string", short: "o" },
      html: { type: "string" },
      language: { type: "string" },
      "allow-errors": { type: "boolean", default: false },
      timeout: { type: "string" },
      "check-order": { type: "boolean", default: false },
      workspace: { type: "string" },
    },
    { least: 1, most: 1, name: "NOTEBOOK" },
  );
  const [source] = positionals;
  const { output, html } = values;
  if (html !== undefined && isSameFile(source, html)) throw new UsageError(`--html ${html} is the notebook itself`);
  if (html !== undefined && output !== undefined && isSameFile(output, html)) {
    throw new UsageError("-o and --html name the same file");
  }
  return {
    source,
    output,
    html,
    language: parseLanguage(values.language),
    allowErrors: values["allow-errors"],
    checkOrder: values["check-order"],
    workspace: values.workspace === undefined ? undefined : resolve(values.workspace),
    timeout: parseTimeout(values.timeout),
  };
}

function parseTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() === "" || !Number.isFinite(seconds) || seconds <= 0) {
    throw new UsageError(`--timeout ${text}: it must be a number of seconds above zero`);
  }
  return seconds;
}

async function checkWorkspace(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new CommandError(`--workspace ${path}: there is no such folder`);
}

async function execute(notebook: Notebook, plan: Plan, stop: AbortController): Promise<RunResult> {
  const clock = new CellClock(notebook, { timeout: plan.timeout, stop, write: (text) => process.stderr.write(text) });
  try {
    return await runNotebook(notebook, {
      cwd: dirname(resolve(plan.source)),
      workspace: plan.workspace,
      allowErrors: plan.allowErrors,
      signal: stop.signal,
      stateDirectory: process.env.ULM_STATE_DIR,
      onProgress: (progress) => clock.accept(progress),
    });
  } finally {
    clock.stop();
  }
}

async function writeResults(result: RunResult, { source, output, html, language }: Plan): Promise<void> {
  if (output !== undefined) {
    await writeOutput(output, serializeNotebook(result.notebook));
    console.error(`Wrote ${output}`);
  }
  if (html !== undefined) {
    await writeReport(result.notebook, source, html, { language, stamp: findRunStamp(result.notebook) });
    console.error(`Wrote ${html}`);
  }
}

/** Errors of cells may be allowed; without its kernel no cell can run. */
function findFailure({ failed }: RunResult, { allowErrors }: Plan): CellFailure | undefined {
  return allowErrors && failed?.ename !== "KernelDied" ? undefined : failed;
}

/** @returns whether there is none */
function sayHiddenState(notebook: Notebook, result: RunResult): boolean {
  const found = findHiddenState(notebook, result.notebook);
  for (const { cellIndex, problem } of found) {
    console.error(`ulm run: cell ${cellIndex + 1}: ${problem}: ${firstLine(notebook.cells[cellIndex])}`);
  }
  return found.length === 0;
}

function sayFailure(notebook: Notebook, { cellIndex, ename, evalue, traceback }: CellFailure): ExitCode {
  const lines = traceback.length > 0 ? traceback.join("\n") : `${ename}: ${evalue}`;
  const text = process.stderr.isTTY ? lines : stripVTControlCharacters(lines);
  console.error(`\nulm run: cell ${cellIndex + 1} raised an error: ${firstLine(notebook.cells[cellIndex])}\n\n${text}`);
  return exitCode.failure;
}
