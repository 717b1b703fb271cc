// @ts-check
import { closeSync, openSync, writeSync } from "node:fs";

/**
 * Arrays by name: numbers one after another, or the rows of a matrix.
 * @typedef {Float64Array | Int32Array | import("ulm/data").Matrix} BenchArray
 */

/**
 * Writes arrays for the peer, to the byte: their bytes one after another.
 * @param {string} file
 * @param {Record<string, BenchArray>} arrays
 * @returns {{name: string, type: "float64" | "int32", shape: number[], offset: number}[]} what is where, for NumPy
 */
export function writeArrays(file, arrays) {
  const handle = openSync(file, "w");
  let offset = 0;
  const layout = Object.entries(arrays).map(([name, array]) => {
    const values = "rows" in array ? array.data : array;
    const shape = "rows" in array ? [array.rows, array.columns] : [array.length];
    const start = offset;
    for (let written = 0; written < values.byteLength;) {
      written += writeSync(handle, values, written, Math.min(2 ** 30, values.byteLength - written));
    }
    offset += values.byteLength;
    return {
      name,
      type: /** @type {const} */ (values instanceof Int32Array ? "int32" : "float64"),
      shape,
      offset: start,
    };
  });
  closeSync(handle);
  return layout;
}
