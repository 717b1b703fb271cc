// @ts-check
import { Matrix } from "ulm/data";
import { rocAucScore } from "ulm/learn";

/** Normal features, a target with interactions, and 5000 more rows to judge by. */
export function treeData(
  /** @type {number} */ rows,
  /** @type {number} */ columns,
  /** @type {import("ulm/compute").RandomSource} */ random,
) {
  const all = rows + 5000;
  const data = Float64Array.from({ length: all * columns }, () => random.normal());
  const signal = Float64Array.from({ length: all }, (_, row) => {
    const [a, b, c, d, e] = data.subarray(row * columns, row * columns + 5);
    return a - b + a * c + Math.sin(2 * d) + (e > 0.5 ? 1 : 0) + 1.5 * random.normal();
  });
  const part = (/** @type {number} */ start, /** @type {number} */ end) =>
    new Matrix(data.slice(start * columns, end * columns), end - start, columns);
  return {
    X: part(0, rows),
    y: Int32Array.from(signal.subarray(0, rows), (value) => Number(value > 0)),
    values: signal.slice(0, rows),
    XTest: part(rows, all),
    valuesTest: signal.slice(rows),
    yTest: Int32Array.from(signal.subarray(rows), (value) => Number(value > 0)),
    three: Int32Array.from(signal.subarray(0, rows), third),
    threeTest: Int32Array.from(signal.subarray(rows), third),
  };
}

/**
 * How far the area under the ROC curve on the 5000 rows lies below that of the peer; `tolerance` allows for chance.
 * @returns {import("../../../scripts/bench.mjs").BenchRow["agreement"]}
 */
export function areaLost(
  /** @type {import("ulm/learn").Model} */ model,
  /** @type {{auc: number}} */ peer,
  /** @type {any} */ { XTest, yTest },
  /** @type {number} */ tolerance,
) {
  const value = peer.auc - rocAucScore(yTest, /** @type {Matrix} */ (model.predictProba?.(XTest)));
  return { metric: "AUC below the peer's", value, tolerance, ok: value <= tolerance };
}

/**
 * The same of the share of variance that is explained.
 * @returns {import("../../../scripts/bench.mjs").BenchRow["agreement"]}
 */
export function varianceLost(
  /** @type {import("ulm/learn").Model} */ model,
  /** @type {{r2: number}} */ peer,
  /** @type {any} */ { XTest, valuesTest },
  /** @type {number} */ tolerance,
) {
  const value = peer.r2 - model.score(XTest, valuesTest);
  return { metric: "R² below the peer's", value, tolerance, ok: value <= tolerance };
}

/** Low, middle or high. @param {number} value */
function third(value) {
  return Number(value > -1) + Number(value > 1);
}
