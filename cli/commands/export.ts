import { findRunStamp } from "../../host/reports/find-run-stamp.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { isSameFile } from "../is-same-file.ts";
import { parseArguments } from "../parse-arguments.ts";
import { parseLanguage } from "../parse-language.ts";
import { readNotebook } from "../read-notebook.ts";
import { UsageError } from "../usage-error.ts";
import { writeReport } from "../write-report.ts";

const help = `Usage: ulm export EXECUTED -o REPORT.html [--language en|zh-CN]

Turns a notebook that has been run into one HTML file: it opens from disk, offline, with live charts.
Nothing is run; cells without outputs appear without outputs, and the report says so.

  -o, --output FILE        where to write it; an existing file is replaced
  --language en|zh-CN      the language shown first (default: en)
`;

export const exportReport: Command = { help, run };

async function run(args: string[]) {
  const { values, positionals } = parseArguments(
    args,
    { output: { type: "string", short: "o" }, language: { type: "string" } },
    { least: 1, most: 1, name: "EXECUTED, an executed notebook," },
  );
  const [source] = positionals;
  const target = values.output;
  if (target === undefined) throw new UsageError("-o REPORT.html is missing");
  if (isSameFile(source, target)) throw new UsageError(`-o ${target} is the notebook itself`);
  const language = parseLanguage(values.language);
  const notebook = await readNotebook(source);
  await writeReport(notebook, source, target, { language, stamp: findRunStamp(notebook) });
  console.error(`Wrote ${target}`);
  return exitCode.success;
}
