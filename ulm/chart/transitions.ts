import type { TransitionMatrix } from "../behave/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

/** A heat map of what follows what: each row is a state, its colours the probabilities of the next. */
export function transitions(matrix: TransitionMatrix, options: ChartOptions = {}): Chart {
  const states = matrix.states.map(String);
  const { counts, probabilities, totals } = matrix;
  const values = states.flatMap((from, row) =>
    totals[row] === 0
      ? []
      : states.map((to, column) => ({
          from,
          to,
          count: counts[row]![column],
          probability: probabilities[row]![column],
        })),
  );
  const side = Math.max(220, Math.min(480, states.length * 70));
  const content = {
    data: { values },
    width: options.width ?? side,
    height: options.height ?? side,
    encoding: {
      x: { field: "to", type: "ordinal", title: "To", sort: states, axis: { labelAngle: 0, orient: "top" } },
      y: { field: "from", type: "ordinal", title: "From", sort: states },
    },
    layer: [
      {
        mark: { type: "rect", tooltip: true },
        encoding: {
          color: {
            field: "probability",
            type: "quantitative",
            title: "Probability",
            scale: { scheme: "blues", domain: [0, 1] },
          },
        },
      },
      {
        mark: "text",
        encoding: {
          text: { field: "probability", type: "quantitative", format: ".2f" },
          color: { condition: { test: "datum.probability > 0.55", value: "#FFFFFF" }, value: "#1B1F24" },
        },
      },
    ],
  };
  const description = `Transition probabilities between ${states.length} states.`;
  return buildChart({ content, title: "What follows what", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = { "What follows what": "状态转移", From: "从", To: "到", Probability: "概率" };
