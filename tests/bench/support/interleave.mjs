// @ts-check

/**
 * Times each subject once a round, so that what else the machine does falls on all alike.
 * @template T
 * @param {number} rounds
 * @param {readonly T[]} subjects
 * @param {(subject: T, round: number) => Promise<void>} measure
 * @returns {Promise<number[]>} each subject's median in milliseconds
 */
export async function interleave(rounds, subjects, measure) {
  /** @type {number[][]} */
  const times = subjects.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const started = performance.now();
      await measure(subject, round);
      times[index].push(performance.now() - started);
    }
  }
  return times.map(median);
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
