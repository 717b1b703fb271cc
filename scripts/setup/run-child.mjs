// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { projectRoot } from "./project-root.mjs";

const onWindows = process.platform === "win32";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * What a child left behind.
 * @typedef {object} ChildResult
 * @property {boolean} ok exit code 0, not ended by a signal or the time limit
 * @property {number | null} code
 * @property {string} output stdout and stderr in the order they came; empty unless `capture` was asked for
 * @property {boolean} timedOut
 */

/**
 * Runs a program in a process group of its own and, when it is over, ends whatever it left running.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{env?: NodeJS.ProcessEnv, capture?: boolean, timeout?: number}} [options]
 *   `capture` collects the output instead of showing it; `timeout` in milliseconds, none by default.
 * @returns {Promise<ChildResult>} resolves in every case; a program that cannot be started is `ok: false` with the reason as output
 */
export function runChild(command, args, { env = process.env, capture = false, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env,
      detached: !onWindows,
      // npm and npx are batch files on Windows.
      shell: onWindows && !command.endsWith(".exe"),
      stdio: capture ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    running.add(child);
    let output = "";
    let timedOut = false;
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const limit = timeout === undefined ? undefined : setTimeout(() => ((timedOut = true), endTree(child)), timeout);
    const finish = (/** @type {number | null} */ code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ok: code === 0 && !timedOut, code, output, timedOut });
    };
    child.once("error", (error) => ((output += error.message), finish(null)));
    // Leftovers hold the pipes open: end them at "exit", and resolve at "close", when all output has arrived.
    child.once("exit", () => endTree(child));
    child.once("close", finish);
  });
}

/**
 * Ends a child's whole process group.
 * @param {import("node:child_process").ChildProcess} child
 */
function endTree(child) {
  if (child.pid === undefined) return;
  if (onWindows) {
    spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is empty: the child left nothing behind.
  }
}

/**
 * From now on Ctrl-C, SIGTERM and a closed terminal end every running child before this process.
 * @param {() => Promise<void>} [before] what must end in its own way first
 */
export function endChildrenOnExit(before = async () => {}) {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, code] of Object.entries(codes)) {
    // npm passes a signal on to programs that may have it already: the second one changes nothing.
    process.on(signal, () => void before().finally(() => process.exit(code)));
  }
  process.once("exit", () => running.forEach(endTree));
}
