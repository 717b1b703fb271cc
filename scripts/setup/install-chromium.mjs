// @ts-check
import { existsSync } from "node:fs";
import { findChromium } from "./find-chromium.mjs";
import { runChild } from "./run-child.mjs";

const advice =
  "The end-to-end tests need Chromium or Chrome. On Debian run `apt-get install chromium fonts-noto-cjk` as root; " +
  "elsewhere install Google Chrome, or set CHROME_PATH to a Chromium executable.";

/**
 * Makes sure that there is a browser for the tests; on Debian, as root, it installs one.
 * @returns {Promise<string>} the path of its executable; throws with what to install when there is none
 */
export async function installChromium() {
  const present = findChromium();
  if (present !== undefined) return present;
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) throw new Error(advice);

  console.log("Installing Chromium and Chinese fonts for the end-to-end tests (apt-get)…");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const steps = [["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]];
  for (const step of steps) {
    const { ok, output } = await runChild("apt-get", step, { env, capture: true });
    if (!ok) throw new Error(`apt-get ${step.join(" ")} failed:\n${output.trimEnd()}\n${advice}`);
  }
  const installed = findChromium();
  if (installed === undefined) throw new Error(advice);
  return installed;
}
