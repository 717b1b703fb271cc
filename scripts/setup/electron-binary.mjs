// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "./project-root.mjs";
import { runChild } from "./run-child.mjs";

const packageFolder = join(projectRoot, "node_modules", "electron");
/** Where a failed download is remembered; `npm ci` forgets it. */
const failureFile = join(projectRoot, "node_modules", ".cache", "ulm", "electron-download-failed.json");
const retryAfterHours = 24;

/** @typedef {{path: string} | {path?: undefined, reason: string}} ElectronBinary */

/**
 * The Electron executable, fetched when it can be: its npm package carries no binary, only the script that downloads it.
 * @returns {Promise<ElectronBinary>} or the reason why the app cannot open in Electron here
 */
export async function electronBinary() {
  const obstacle = whyNotHere();
  if (obstacle !== undefined) return { reason: obstacle };
  const present = installedBinary();
  if (present !== undefined) return { path: present };

  const failed = rememberedFailure();
  if (failed !== undefined && Date.now() < failed.retryAt) {
    const when = new Date(failed.retryAt).toLocaleString();
    return {
      reason: `Electron could not be downloaded (${failed.message}; next try after ${when}, or run \`npx install-electron\`)`,
    };
  }
  const message = await download();
  if (message === undefined) return { path: /** @type {string} */ (installedBinary()) };
  rememberFailure(message);
  return { reason: `Electron could not be downloaded (${message})` };
}

/** A reason that no download would change. */
function whyNotHere() {
  if (process.platform !== "linux") return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "there is no display";
  if (process.getuid?.() === 0) return "Electron's sandbox does not run as root";
  return undefined;
}

/** @returns {string | undefined} */
export function installedBinary() {
  try {
    const name = readFileSync(join(packageFolder, "path.txt"), "utf8");
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, "dist"), name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @returns {Promise<string | undefined>} what went wrong, or undefined when the binary is there
 */
async function download() {
  if (!existsSync(join(packageFolder, "install.js"))) return "its npm package is not installed";
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  console.log(`Looking for Electron ${version} (about 110 MB, once)…`);
  // Without the server only npm's own cache of earlier downloads can help, and that takes seconds.
  const seconds = (await serverAnswers(version)) ? 300 : 10;
  const { ok, output, timedOut } = await runChild(process.execPath, [join(packageFolder, "install.js")], {
    capture: true,
    timeout: seconds * 1000,
  });
  if (ok && installedBinary() !== undefined) return undefined;
  if (timedOut) return `no answer within ${seconds} s`;
  const [cause] = output.split("\n").filter((line) => /error/i.test(line));
  return cause?.trim() ?? "its installer failed";
}

/** @param {string} version */
async function serverAnswers(version) {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    "https://github.com/electron/electron/releases/download/";
  try {
    const url = new URL(`v${version}/SHASUMS256.txt`, mirror);
    const answer = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(4000) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** @returns {{message: string, retryAt: number} | undefined} */
function rememberedFailure() {
  try {
    return JSON.parse(readFileSync(failureFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} message */
function rememberFailure(message) {
  mkdirSync(dirname(failureFile), { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ message, retryAt: Date.now() + retryAfterHours * 3_600_000 }));
}
