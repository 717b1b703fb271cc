import { fileURLToPath } from "node:url";
import { kernelAliases } from "./kernel-aliases.ts";
import { kernelEnvironment } from "./kernel-options.ts";

/**
 * What Node must be told to run a kernel. Terminating a running cell leaves Node's stack of async ids unbalanced, which
 * its checks would answer by aborting the process; and packages are resolved from the notebook's folder, not ours.
 */
export const kernelNodeFlags: readonly string[] = [
  "--no-force-async-hooks-checks",
  "--experimental-import-meta-resolve",
];

export interface KernelCommand {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * How to start a kernel as a child of this process; `cwd` of the child is the notebook's folder.
 *
 * @param connectionFile path of a Jupyter connection file
 */
export function kernelCommand(connectionFile: string): KernelCommand {
  return {
    command: process.execPath,
    args: [...kernelNodeFlags, kernelMain, "--connection-file", connectionFile],
    env: { JPY_PARENT_PID: String(process.pid) },
  };
}

/**
 * The same command for a notebook that names its kernel so: under the name of another kernel, ours treats cells as that does.
 *
 * @param kernelName of the notebook's kernelspec; any name that is not an alias means our own
 */
export function asKernel(kernelName: unknown, command: KernelCommand): KernelCommand {
  return { ...command, env: { ...command.env, ...aliasEnvironment(kernelName) } };
}

/** Whether a kernel of that name is started like any other, so that one kept in reserve will do. */
export function isOrdinaryKernel(kernelName: string): boolean {
  return Object.keys(aliasEnvironment(kernelName)).length === 0;
}

function aliasEnvironment(kernelName: unknown): Record<string, string> {
  const isAlias = typeof kernelName === "string" && Object.hasOwn(kernelAliases, kernelName);
  return isAlias ? kernelEnvironment(kernelAliases[kernelName].options) : {};
}

/** The compiled entry, whether this file runs compiled or as source under a test. */
export const kernelMain = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../dist/kernel/main.js" : "./main.js", import.meta.url),
);
