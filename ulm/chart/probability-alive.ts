import type { BetaGeoFitter } from "../value/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

export interface ProbabilityAliveOptions extends ChartOptions {
  /** The most repeat purchases. Default 20. */
  maxFrequency?: number;
}

/** Pictures with more cells than this in a column are no clearer. */
const mostRows = 40;

/**
 * The probability that a customer is still with the shop, by number of repeat purchases and age at the last of them, as lifetimes'
 * `plot_probability_alive_matrix`: whoever bought often and then stopped has probably left.
 * @param T the customers' age now, in the unit of the model's data
 */
export function probabilityAlive(model: BetaGeoFitter, T: number, options: ProbabilityAliveOptions = {}): Chart {
  const { maxFrequency = 20 } = options;
  const step = Math.max(1, Math.ceil(T / mostRows));
  const frequencies = Array.from({ length: maxFrequency + 1 }, (_, x) => x);
  const values = Array.from({ length: Math.floor(T / step) + 1 }, (_, index) => index * step).flatMap((recency) => {
    const history = [frequencies, frequencies.map((x) => (x === 0 ? 0 : recency)), frequencies.map(() => T)] as const;
    const alive = model.conditionalProbabilityAlive(...history);
    // Without a repeat purchase there is one recency only.
    return frequencies.flatMap((frequency) =>
      frequency === 0 && recency > 0 ? [] : [{ frequency, recency, probability: alive[frequency]! }],
    );
  });
  const content = {
    data: { values },
    mark: { type: "rect", tooltip: true },
    encoding: {
      x: {
        field: "frequency",
        type: "ordinal",
        title: "Repeat purchases",
        axis: { labelAngle: 0, labelOverlap: true },
      },
      y: {
        field: "recency",
        type: "ordinal",
        sort: "descending",
        title: "Age at the last purchase",
        axis: { labelOverlap: true },
      },
      color: {
        field: "probability",
        type: "quantitative",
        title: "Still there",
        scale: { scheme: "viridis", domain: [0, 1] },
        legend: { format: ".0%" },
      },
    },
  };
  const description = `The probability of being a customer still at age ${T}, by repeat purchases (0 to ${maxFrequency}) and age at the last of them.`;
  return buildChart({ content, title: "Who is still a customer?", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = {
  "Who is still a customer?": "谁还是顾客？",
  "Repeat purchases": "重复购买次数",
  "Age at the last purchase": "最后一次购买时的顾客年龄",
  "Still there": "留存概率",
};
