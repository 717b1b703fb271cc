// @ts-check
// npm test                 sets up what is missing and runs every suite
// npm test -- SUITE …      some of them: lint, types, unit, lessons, e2e
import { build } from "./build.mjs";
import { installDependencies } from "./setup/install-dependencies.mjs";
import { endChildrenOnExit } from "./setup/run-child.mjs";
import { suites } from "./testing/suites.mjs";
import { single, sum } from "./testing/tally.mjs";

/** @typedef {import("./testing/tally.mjs").Tally} Tally */
/** @typedef {Tally & {name: string, seconds: number}} Row */

endChildrenOnExit();
process.exit(await test(process.argv.slice(2)));

/**
 * @param {string[]} names
 * @returns {Promise<number>} the exit code
 */
async function test(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(
      `npm test: no suite is called "${unknown}". There are: ${suites.map((suite) => suite.name).join(", ")}.`,
    );
    return 2;
  }
  const chosen = names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name));

  /** @type {Row[]} */
  const rows = [];
  const record = async (/** @type {string} */ name, /** @type {() => Promise<Tally>} */ run) => {
    console.log(`\n── ${name} ${"─".repeat(Math.max(0, 76 - name.length))}`);
    const started = Date.now();
    const tally = await run().catch((error) => (console.error(error), single(false)));
    rows.push({ name, ...tally, seconds: (Date.now() - started) / 1000 });
    return tally.failed === 0;
  };

  const ready = await record("setup", async () => {
    await installDependencies();
    return single(chosen.some((suite) => suite.needsBuild) ? await build() : true);
  });
  // A room that does not compile still leaves output behind: the other rooms' tests say more than silence.
  for (const suite of chosen) await record(suite.name, suite.run);

  const total = sum(rows);
  printTable(rows);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return ready && total.failed === 0 ? 0 : 1;
}

/** @param {readonly Row[]} rows */
function printTable(rows) {
  const line = (/** @type {(string | number)[]} */ [name, ...cells]) =>
    [String(name).padEnd(10), ...cells.map((cell) => String(cell).padStart(8))].join("");
  console.log(`\n${line(["suite", "passed", "failed", "skipped", "seconds"])}`);
  for (const row of rows) console.log(line([row.name, row.passed, row.failed, row.skipped, row.seconds.toFixed(1)]));
  console.log("");
}
