import { resolve } from "node:path";
import { kernelAliases } from "../../kernel/kernel-aliases.ts";
import { typeErrorModes, type TypeErrorMode } from "../../notebooks/kernel-settings.ts";
import { installKernel } from "../../kernel/install.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { parseArguments } from "../parse-arguments.ts";
import { UsageError } from "../usage-error.ts";

const help = `Usage: ulm kernel install [--user | --prefix DIR] [--alias NAME]… [--type-errors refuse|warn|ignore]

Registers the kernel with Jupyter, so that JupyterLab, VS Code, jupyter-console and nbclient can run the same notebooks.

  --user         for this user (the default)
  --prefix DIR   below DIR/share/jupyter/kernels, as for a Python environment
  --alias NAME   also under the name of another kernel, so that its notebooks open with this one:
                 ${Object.keys(kernelAliases).join(", ")}, or all of them with "all". A kernel that has the name already is left alone
  --type-errors MODE
                 what becomes of a cell with type errors: it is not run (refuse, the default), it is run with a
                 warning (warn), or they are not looked for (ignore). In a notebook: // @type-errors warn

The kernel keeps what was executed with this user's settings, for the consoles that search it. ULM_HISTORY=off keeps
nothing, ULM_HISTORY=DIR keeps it in DIR.
`;

export const kernelInstall: Command = { help, run };

async function run(args: string[]) {
  const { values } = parseArguments(
    args,
    {
      user: { type: "boolean", default: false },
      prefix: { type: "string" },
      alias: { type: "string", multiple: true, default: [] },
      "type-errors": { type: "string" },
    },
    { least: 0, most: 0, name: "" },
  );
  if (values.user && values.prefix !== undefined) throw new UsageError("--user and --prefix are alternatives");
  const prefix = values.prefix === undefined ? undefined : resolve(values.prefix);
  const { written, kept } = await installKernel({
    prefix,
    aliases: parseAliases(values.alias),
    typeErrors: parseTypeErrors(values["type-errors"]),
  });
  for (const folder of written) console.log(`Installed the kernel specification in ${folder}`);
  for (const folder of kept)
    console.error(`ulm kernel install: ${folder} belongs to another kernel and was left alone`);
  return kept.length > 0 ? exitCode.failure : exitCode.success;
}

function parseAliases(said: readonly string[]): string[] {
  const known = Object.keys(kernelAliases);
  const unknown = said.find((name) => name !== "all" && !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`--alias ${unknown}: it is one of ${known.join(", ")}, all`);
  return said.includes("all") ? known : [...new Set(said)];
}

function parseTypeErrors(said: string | undefined): TypeErrorMode | undefined {
  if (said === undefined) return undefined;
  const mode = typeErrorModes.find((each) => each === said);
  if (mode === undefined) throw new UsageError(`--type-errors ${said}: it is one of ${typeErrorModes.join(", ")}`);
  return mode;
}
