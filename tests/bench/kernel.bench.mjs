// @ts-check
// A kernel's start and its answer to a trivial cell, beside Python's ipykernel: one client, the host's own, for both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessage } from "../../dist/host/kernels/create-message.js";
import { KernelProcess } from "../../dist/host/kernels/kernel-process.js";
import { createLog } from "../../dist/host/log.js";
import { kernelCommand } from "../../dist/kernel/launch.js";
import { interleave } from "./support/interleave.mjs";

const starts = 5;
const cells = 100;
const python = process.env.ULM_BENCH_PYTHON ?? "python3";
const session = "bench";

/** @typedef {(connectionFile: string) => {command: string, args: string[], env: Record<string, string>}} Command */

/** @type {Command} */
const ipykernelCommand = (file) => ({ command: python, args: ["-m", "ipykernel_launcher", "-f", file], env: {} });

export default async function kernel() {
  const version = ipykernelVersion();
  const commands = version === undefined ? [kernelCommand] : [kernelCommand, ipykernelCommand];
  const folder = mkdtempSync(join(tmpdir(), "ulm-bench-"));
  const launch = (/** @type {Command} */ command) =>
    KernelProcess.launch({ command, cwd: folder, runtimeDirectory: folder, log: createLog("error") });
  try {
    const starting = await interleave(starts, commands, async (command) => {
      const process = await launch(command);
      await process.ready;
      await process.shutdown();
    });
    const kernels = await Promise.all(commands.map(launch));
    await Promise.all(kernels.map((process) => process.ready));
    // The first cells load and warm what later cells use.
    for (const process of kernels) for (let i = 0; i < 10; i++) await execute(process, i);
    let wrong = 0;
    const answering = await interleave(cells, kernels, async (process, round) => {
      if ((await execute(process, round)) !== String(round + 1)) wrong++;
    });
    await Promise.all(kernels.map((process) => process.shutdown()));
    const agreement = { metric: "wrong results", value: wrong, tolerance: 0, ok: wrong === 0 };
    return {
      peers: { ipykernel: version ?? "not installed" },
      rows: [
        { name: "start to first answer", size: "1 kernel", ...compare(starting), agreement: null },
        { name: "trivial cell", size: "1 expression", ...compare(answering), agreement },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ipykernelVersion() {
  try {
    const args = ["-c", "import ipykernel; print(ipykernel.__version__)"];
    return execFileSync(python, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Sends `round + 1` as an expression and waits until the kernel is idle again.
 * @param {KernelProcess} process
 * @param {number} round
 * @returns {Promise<string | undefined>} its result as text
 */
function execute(process, round) {
  const code = `${round} + 1`;
  const content = {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
  const request = createMessage("execute_request", content, session);
  return new Promise((resolve) => {
    /** @type {string | undefined} */
    let text;
    let pending = 2;
    process.listener = (_channel, message) => {
      if (message.parent_header.msg_id !== request.header.msg_id) return;
      const { msg_type: type } = message.header;
      const body = /** @type {any} */ (message.content);
      if (type === "execute_result") text = body.data["text/plain"];
      if (type === "execute_reply" || (type === "status" && body.execution_state === "idle")) pending--;
      if (pending === 0) resolve(text);
    };
    process.send("shell", request);
  });
}

/** @param {number[]} medians ours, and the peer's where there is one */
function compare([ours, peer]) {
  return { ours, peer: peer ?? null, ratio: peer === undefined ? null : ours / peer };
}
