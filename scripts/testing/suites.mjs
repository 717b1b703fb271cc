// @ts-check
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../build.mjs";
import { installChromium } from "../setup/install-chromium.mjs";
import { projectRoot } from "../setup/project-root.mjs";
import { runChild } from "../setup/run-child.mjs";
import { followRunningTests, readRunningTests } from "./running-tests.mjs";
import { settle, single, sum, tallyPlaywright, tallyVitest } from "./tally.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */

/**
 * @typedef {object} Suite
 * @property {string} name as in `npm test -- NAME`
 * @property {boolean} needsBuild
 * @property {() => Promise<Tally>} run prints what the suite's tools print; never throws for a failed test
 */

/** @type {readonly Suite[]} In this order: what is quick and basic first. */
export const suites = [
  { name: "lint", needsBuild: false, run: lint },
  { name: "types", needsBuild: true, run: types },
  { name: "unit", needsBuild: true, run: () => vitest("unit", 15) },
  { name: "lessons", needsBuild: true, run: () => vitest("lessons", 10) },
  { name: "e2e", needsBuild: true, run: endToEnd },
];

async function lint() {
  return sum([
    await check("eslint", ["--max-warnings", "0", "."]),
    await check("prettier", ["--check", "--log-level", "warn", "."]),
  ]);
}

async function types() {
  const rooms = single(await build());
  const others = [];
  for (const project of ["renderer", "tests", "scripts"])
    others.push(await check("typescript", ["-p", project, "--noEmit"], "tsc"));
  return sum([rooms, ...others]);
}

/**
 * @param {string} packageName
 * @param {string[]} args
 * @param {string} [command]
 */
async function check(packageName, args, command = packageName) {
  const { ok } = await runChild(process.execPath, [binary(packageName, command), ...args], { timeout: 240_000 });
  console.log(`${ok ? "✓" : "✗"} ${command} ${args.join(" ")}`);
  return single(ok);
}

/**
 * @param {string} project one of vitest.config.ts
 * @param {number} minutes time limit
 */
async function vitest(project, minutes) {
  const report = freshReport(project);
  const running = join(dirname(report), `${project}-running.json`);
  const { ok, timedOut } = await runChild(
    process.execPath,
    [
      binary("vitest", "vitest"),
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--reporter=${fileURLToPath(new URL("running-tests.mjs", import.meta.url))}`,
      `--outputFile.json=${report}`,
    ],
    { timeout: minutes * 60_000, env: followRunningTests(running) },
  );
  if (timedOut) {
    console.error(`The suite was ended: it took longer than ${minutes} minutes. Under way was`);
    for (const what of readRunningTests(running)) console.error(`  ${what}`);
  }
  const result = readReport(report);
  return settle(result && tallyVitest(result), ok);
}

async function endToEnd() {
  const report = freshReport("e2e");
  let chromium;
  try {
    chromium = await installChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return single(false);
  }
  const minutes = 15;
  const { ok, timedOut } = await runChild(
    process.execPath,
    [binary("@playwright/test", "playwright"), "test", "--reporter=list,json"],
    {
      env: { ...process.env, CHROME_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      timeout: minutes * 60_000,
    },
  );
  if (timedOut) console.error(`The suite was ended: it took longer than ${minutes} minutes.`);
  const result = readReport(report);
  return settle(result && tallyPlaywright(result), ok);
}

/**
 * The script behind a package's command: run by Node itself, because npm's shims differ between systems.
 * @param {string} packageName
 * @param {string} command
 */
function binary(packageName, command) {
  const folder = join(projectRoot, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/**
 * Where a runner writes its report; one of an earlier run is removed, so that it cannot pass for this one's.
 * @param {string} suite
 */
function freshReport(suite) {
  const path = join(projectRoot, "test-results", `${suite}.json`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
