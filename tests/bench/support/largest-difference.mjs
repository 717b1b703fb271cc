// @ts-check

/**
 * The largest difference of two lists of numbers, as a share of the largest number of the second.
 * @param {string} name what they are
 * @param {Iterable<number>} ours
 * @param {unknown} peer nested lists of numbers
 * @param {number} tolerance
 */
export function largestDifference(name, ours, peer, tolerance) {
  const expected = /** @type {number[]} */ ([peer].flat(Infinity));
  const actual = [...ours];
  const size = Math.max(...expected.map(Math.abs));
  const value =
    actual.length === expected.length
      ? Math.max(...actual.map((number, index) => Math.abs(number - expected[index]))) / size
      : NaN;
  return {
    metric: `largest difference of ${name}`,
    value: Number(value.toPrecision(2)),
    tolerance,
    ok: value <= tolerance,
  };
}
