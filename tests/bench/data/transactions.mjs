// @ts-check
import { closeSync, openSync, writeSync } from "node:fs";
import { createRandom } from "ulm/compute";

/** So many rows come from the generator; longer files repeat them under other order numbers. */
const distinctRows = 1_000_000;
const rowsAtOnce = 20_000;

/**
 * Writes transactions as CSV, the same for the same number of rows: identifiers, instants, small integers and money.
 * @param {string} path
 * @param {number} rows
 */
export function writeTransactions(path, rows) {
  const random = createRandom(1);
  const users = Math.ceil(Math.min(rows, distinctRows) / 10);
  const start = Date.UTC(2024, 0, 1);
  const draw = (/** @type {number} */ limit) => Math.floor(random.random() * limit);
  const pad = (/** @type {number} */ number, /** @type {number} */ width) => String(number).padStart(width, "0");
  const tails = Array.from({ length: Math.min(rows, distinctRows) }, () => {
    const at = new Date(start + draw(730 * 86_400) * 1000).toISOString().replace(".000Z", "Z");
    const amount = (1 + draw(50_000) / 100).toFixed(2);
    return `u${pad(draw(users), 7)},${at},p${pad(draw(120), 3)},${1 + draw(5)},${amount}\n`;
  });
  const file = openSync(path, "w");
  writeSync(file, "order_id,user_id,at,product_id,quantity,amount_cny\n");
  for (let row = 0; row < rows; row += rowsAtOnce) {
    const lines = Array.from(
      { length: Math.min(rowsAtOnce, rows - row) },
      (_, index) => `o${pad(row + index, 8)},${tails[(row + index) % distinctRows]}`,
    );
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}
