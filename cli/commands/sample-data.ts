import { access, constants, readdir } from "node:fs/promises";
import { generateShop } from "../../sample-data/world/generate-shop.ts";
import { FolderError } from "../../sample-data/world/make-folder.ts";
import { CommandError } from "../command-error.ts";
import type { Command } from "../command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { explainFileError } from "../explain-file-error.ts";
import { parseArguments } from "../parse-arguments.ts";
import { UsageError } from "../usage-error.ts";

const help = `Usage: ulm sample-data --out DIR [--users N] [--days N] [--seed N] [--force]

Writes an invented shop as CSV files, with the truth behind it in truth.json and in the files truth-*.csv.
The same arguments give the same bytes everywhere. Nothing in it is about a real person.

  --out DIR    where to write; created if it does not exist
  --users N    how many users, from 1 to 9999999 (default: 5000)
  --days N     how many days from 2024-01-01 on, from 7 to 3650 (default: 730)
  --seed N     an integer from 0 on (default: 7)
  --force      write also into a folder that is not empty; files of the same names are replaced
`;

export const sampleData: Command = { help, run };

async function run(args: string[]): Promise<ExitCode> {
  const { values } = parseArguments(
    args,
    {
      out: { type: "string" },
      users: { type: "string", default: "5000" },
      days: { type: "string", default: "730" },
      seed: { type: "string", default: "7" },
      force: { type: "boolean", default: false },
    },
    { least: 0, most: 0, name: "" },
  );
  const spec = {
    users: parseInteger("--users", values.users, 1, 9_999_999),
    days: parseInteger("--days", values.days, 7, 3650),
    seed: parseInteger("--seed", values.seed, 0, Number.MAX_SAFE_INTEGER),
  };
  if (values.out === undefined || values.out === "") throw new UsageError("--out DIR is missing");
  await checkFolder(values.out, values.force);
  try {
    const rows = await generateShop(spec, values.out);
    console.error(`Wrote ${rows.toLocaleString("en")} rows to ${values.out}`);
  } catch (cause) {
    if (cause instanceof FolderError) {
      throw new CommandError(`cannot write to ${values.out}: ${cause.message}`, { cause });
    }
    throw explainFileError(cause, "write", (cause as NodeJS.ErrnoException).path ?? values.out);
  }
  return exitCode.success;
}

function parseInteger(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`${option} ${text}: it must be a whole number from ${least} to ${most}`);
  }
  return value;
}

async function checkFolder(directory: string, force: boolean): Promise<void> {
  try {
    const entries = await readdir(directory);
    await access(directory, constants.W_OK);
    if (entries.length === 0 || force) return;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // What is missing will be made, or it is said why that cannot be.
    if (code === "ENOENT" || code === "ENOTDIR") return;
    throw explainFileError(cause, "write", directory);
  }
  throw new CommandError(`${directory} is not empty; choose another folder, or --force to replace files in it`);
}
