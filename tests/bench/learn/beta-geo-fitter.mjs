// @ts-check
import { BetaGeoFitter } from "ulm/value";
import { largestDifference } from "../support/largest-difference.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: [""],
  packages: ["lifetimes"],
  sizes: [
    [2_000, 3],
    [20_000, 3],
    [200_000, 3],
  ],
  /** Customers of a BG/NBD world: rates with r = 1 and α = 20 days, a leave of one in four. */
  data(rows, _columns, random) {
    const [frequency, recency, T] = [0, 1, 2].map(() => new Float64Array(rows));
    for (let row = 0; row < rows; row++) {
      T[row] = 60 + random.integer(300);
      const rate = -Math.log(1 - random.random()) / 20;
      const leaves = random.random() ** 3;
      for (let now = 0; ;) {
        now -= Math.log(1 - random.random()) / rate;
        if (now > T[row]) break;
        frequency[row]++;
        recency[row] = now;
        if (random.random() < leaves) break;
      }
    }
    return { frequency, recency, T };
  },
  async ours({ frequency, recency, T }) {
    const model = await new BetaGeoFitter().fit(frequency, recency, T);
    return { parameters: Object.values(model.parameters), expected: model.predict(30, frequency, recency, T) };
  },
  agreement: (ours, peer) => largestDifference("parameters", ours.parameters, peer.parameters, 1e-4),
};
