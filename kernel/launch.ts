import { fileURLToPath } from "node:url";

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

/** The compiled entry, whether this file runs compiled or as source under a test. */
export const kernelMain = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../dist/kernel/main.js" : "./main.js", import.meta.url),
);
