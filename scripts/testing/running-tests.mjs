// @ts-check
// A reporter of vitest that keeps in a file what is under way: a run that has to be ended cannot say any more where it was.
import { readFileSync, rmSync, writeFileSync } from "node:fs";

const FILE_VARIABLE = "RUNNING_TESTS_FILE";

/**
 * @param {string} file where the reporter keeps its notes
 * @returns {NodeJS.ProcessEnv} for the runner
 */
export function followRunningTests(file) {
  rmSync(file, { force: true });
  return { ...process.env, [FILE_VARIABLE]: file };
}

/**
 * @param {string} file
 * @returns {string[]} the test files, or tests, that were under way
 */
export function readRunningTests(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}

/** @typedef {import("vitest/node").Reporter} Reporter */

/** @implements {Reporter} */
export default class RunningTests {
  #file = process.env[FILE_VARIABLE] ?? "";
  /** @type {Map<string, string>} of each test file under way, what it does */
  #running = new Map();

  /** @param {import("vitest/node").TestModule} module */
  onTestModuleQueued(module) {
    this.#follow(module, `${module.moduleId}: being loaded`);
  }

  /** @param {import("vitest/node").TestModule} module */
  onTestModuleStart(module) {
    this.#follow(module, `${module.moduleId}: before or between its tests`);
  }

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseReady(test) {
    this.#follow(test.module, `${test.module.moduleId}: ${test.fullName}`);
  }

  /** @param {import("vitest/node").TestCase} test */
  onTestCaseResult(test) {
    this.#follow(test.module, `${test.module.moduleId}: after ${test.fullName}`);
  }

  /** @param {import("vitest/node").TestModule} module */
  onTestModuleEnd(module) {
    this.#running.delete(module.id);
    this.#write();
  }

  /**
   * @param {import("vitest/node").TestModule} module
   * @param {string} what
   */
  #follow(module, what) {
    this.#running.set(module.id, what);
    this.#write();
  }

  #write() {
    writeFileSync(this.#file, JSON.stringify([...this.#running.values()]));
  }
}
