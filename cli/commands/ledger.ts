import { collectLedger, type LedgerEntry, type LedgerValue } from "ulm/ledger";
import { CommandError } from "../command-error.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { formatTable } from "../format-table.ts";
import { parseArguments } from "../parse-arguments.ts";
import { readNotebook } from "../read-notebook.ts";

const help = `Usage: ulm ledger EXECUTED… [--json]

Lists the ledger entries in the outputs of executed notebooks: each worked example of the source articles that they
reproduce, the figures as printed and as computed, and the verdict.

  --json   one JSON object for each entry and line, with the derivation
`;

export const ledger: Command = { help, run };

async function run(args: string[]) {
  const { values, positionals } = parseArguments(
    args,
    { json: { type: "boolean", default: false } },
    { least: 1, most: Infinity, name: "EXECUTED, an executed notebook," },
  );
  const entries: LedgerEntry[] = [];
  for (const path of positionals) entries.push(...(await readLedger(path)));
  if (values.json) entries.forEach((entry) => console.log(JSON.stringify(entry)));
  else console.log(entries.length === 0 ? "No ledger entries. Has the notebook been run?" : toTable(entries));
  return exitCode.success;
}

async function readLedger(path: string): Promise<LedgerEntry[]> {
  const notebook = await readNotebook(path);
  try {
    return collectLedger(notebook);
  } catch (cause) {
    throw new CommandError(`${path}: ${(cause as Error).message}`, { cause });
  }
}

function toTable(entries: readonly LedgerEntry[]): string {
  const rows = entries.map(({ id, source, printed, computed, verdict }) => [
    id,
    `${source.article} §${source.section}`,
    verdict,
    toText(printed),
    toText(computed),
  ]);
  return formatTable(["example", "source", "verdict", "printed", "computed"], rows);
}

function toText(value: LedgerValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  return Object.entries(value)
    .map(([name, figure]) => `${name} ${toText(figure)}`)
    .join(", ");
}
