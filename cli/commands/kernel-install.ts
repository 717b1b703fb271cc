import { resolve } from "node:path";
import { installKernel } from "../../kernel/install.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { parseArguments } from "../parse-arguments.ts";
import { UsageError } from "../usage-error.ts";

const help = `Usage: ulm kernel install [--user | --prefix DIR]

Registers the kernel with Jupyter, so that JupyterLab, VS Code, jupyter-console and nbclient can run the same notebooks.

  --user         for this user (the default)
  --prefix DIR   below DIR/share/jupyter/kernels, as for a Python environment
`;

export const kernelInstall: Command = { help, run };

async function run(args: string[]) {
  const { values } = parseArguments(
    args,
    { user: { type: "boolean", default: false }, prefix: { type: "string" } },
    { least: 0, most: 0, name: "" },
  );
  if (values.user && values.prefix !== undefined) throw new UsageError("--user and --prefix are alternatives");
  const prefix = values.prefix === undefined ? undefined : resolve(values.prefix);
  console.log(`Installed the kernel specification in ${await installKernel({ prefix })}`);
  return exitCode.success;
}
