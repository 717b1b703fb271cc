import { line } from "./line.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

/** How the loss fell while a network or boosted trees were learning. @param losses one for each epoch or iteration */
export function trainingLoss(losses: readonly number[], options: ChartOptions = {}): Chart {
  const rows = losses.map((loss, index) => ({ round: index + 1, loss }));
  return line(rows, {
    title: { en: "Loss while learning", "zh-CN": "训练过程中的损失" },
    ...options,
    x: "round",
    y: "loss",
    xTitle: { en: "Round", "zh-CN": "轮次" },
    yTitle: { en: "Loss", "zh-CN": "损失" },
  });
}
