// @ts-check

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * One check that is either right or wrong, such as a linter's.
 * @param {boolean} ok
 * @returns {Tally}
 */
export const single = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/**
 * A runner that says "wrong" without naming a failed test (it crashed, was ended, or an error escaped its tests) counts
 * as one failure: nothing that went wrong may add up to zero.
 * @param {Tally | undefined} tally undefined when there is no report
 * @param {boolean} ok whether the runner ended with exit code 0
 * @returns {Tally}
 */
export function settle(tally, ok) {
  if (tally === undefined) return single(false);
  return !ok && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * Counts the report of vitest's JSON reporter. A file that could not be loaded has no tests: it counts as one failure.
 * @param {{testResults: {status: string, assertionResults: {status: string}[]}[]}} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  return sum(
    report.testResults.map((file) => {
      const count = (/** @type {(status: string) => boolean} */ matches) =>
        file.assertionResults.filter((test) => matches(test.status)).length;
      const passed = count((status) => status === "passed");
      const failed = count((status) => status === "failed");
      const skipped = file.assertionResults.length - passed - failed;
      return { passed, skipped, failed: file.status === "failed" ? Math.max(failed, 1) : failed };
    }),
  );
}

/**
 * Counts the report of Playwright's JSON reporter. A flaky test, one that passed only when repeated, is a failure.
 * @param {{stats: {expected: number, unexpected: number, flaky: number, skipped: number}, errors: unknown[]}} report
 *   `errors` are those outside of tests
 * @returns {Tally}
 */
export function tallyPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
