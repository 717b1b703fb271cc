// @ts-check
// npm start [-- DIR]             sets up what is missing and opens the app
// npm start -- --browser [DIR]   in the system's browser even when Electron is there
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "./build.mjs";
import { electronBinary } from "./setup/electron-binary.mjs";
import { installDependencies } from "./setup/install-dependencies.mjs";
import { projectRoot } from "./setup/project-root.mjs";
import { endChildrenOnExit } from "./setup/run-child.mjs";

/** @typedef {{event: "listening", url: string, workspace: string, opened: boolean}} Listening of docs/architecture.md */

/** An Electron that ends sooner than this with an error never showed a window. */
const electronStartupSeconds = 5;

/** How long the host may take to end its kernels. */
const hostEndSeconds = 5;

let endHost = async () => {};

await start(process.argv.slice(2));

/** @param {string[]} args */
async function start(args) {
  endChildrenOnExit(() => endHost());
  try {
    await installDependencies();
  } catch (error) {
    return fail(error);
  }
  if (!(await build())) return fail(new Error("the build failed; the compiler's messages are above."));

  const inBrowser = args.includes("--browser");
  const passed = args.filter((argument) => argument !== "--browser").map(fromCallersFolder);
  const electron = inBrowser ? { reason: "--browser was asked for" } : await electronBinary();
  if (electron.path === undefined) return serveToBrowser(passed, electron.reason);

  console.log("Opening ULM Notebook in Electron. Ctrl-C here ends it.");
  const failure = await runElectron(electron.path, passed);
  if (failure !== undefined) return serveToBrowser(passed, failure);
}

/**
 * npm runs scripts in the project's folder; a relative folder is meant from where the user stands.
 * @param {string} argument
 */
function fromCallersFolder(argument) {
  return argument.startsWith("-") || /^\d+$/.test(argument)
    ? argument
    : resolve(process.env.INIT_CWD ?? process.cwd(), argument);
}

/** @param {string} argument */
const isFolder = (argument) => statSync(argument, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Runs the window until it is closed. The shell takes its workspace from the environment, a notebook as an argument.
 * @param {string} binary
 * @param {string[]} args
 * @returns {Promise<string | undefined>} why it could not start, or undefined when it ran
 */
function runElectron(binary, args) {
  const folder = args.find(isFolder);
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ULM_NODE: process.execPath, ...(folder && { ULM_WORKSPACE: folder }) };
  // Set in terminals of editors that are Electron apps; it would turn the window into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  const started = Date.now();
  const child = spawn(binary, [projectRoot, ...args.filter((argument) => argument !== folder)], {
    cwd: projectRoot,
    env,
    stdio: "inherit",
  });
  process.once("exit", () => child.kill());
  return new Promise((settle) => {
    child.once("error", (error) => settle(`Electron could not start: ${error.message}`));
    child.once("exit", (code, signal) => {
      const early = Date.now() - started < electronStartupSeconds * 1000;
      if (early && (code !== 0 || signal !== null))
        settle(`Electron could not start (${signal ?? `exit code ${code}`})`);
      else process.exit(code ?? 1);
    });
  });
}

/**
 * The host without a window. It watches its stdin, so it ends with this process, however that ends.
 * @param {string[]} args
 * @param {string} reason
 */
async function serveToBrowser(args, reason) {
  const entry = join(projectRoot, "dist", "cli", "main.js");
  const child = spawn(process.execPath, [entry, "serve", ...args, "--supervised"], {
    cwd: projectRoot,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let ending = false;
  /** @type {Promise<number | null>} */
  const exited = new Promise((settle) => child.once("exit", settle));
  endHost = async () => {
    ending = true;
    child.stdin.end();
    const killer = setTimeout(() => child.kill("SIGKILL"), hostEndSeconds * 1000);
    await exited;
    clearTimeout(killer);
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const event = parseEvent(line);
    if (event?.event === "failed") return fail(new Error(event.message));
    if (event?.event === "listening") announce(event, reason);
    if (event === undefined) console.log(line);
  }
  // Its output is over, so it has ended: by our asking, or by itself.
  const code = await exited;
  if (!ending) process.exit(code ?? 1);
}

/**
 * @param {Listening} event
 * @param {string} reason
 */
function announce({ url, opened }, reason) {
  const where = opened
    ? "Opened ULM Notebook in your browser"
    : "ULM Notebook is running; open this address in a browser";
  console.log(`${where} (${reason}).\n\n  ${url}\n\nThe address works once. Ctrl-C ends the server.`);
}

/**
 * @param {string} line
 * @returns {Listening | {event: "failed", message: string} | undefined}
 */
function parseEvent(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @param {unknown} error */
function fail(error) {
  console.error(`npm start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
