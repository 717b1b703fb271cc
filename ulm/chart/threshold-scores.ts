import type { TunedThresholdClassifierCV } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";
import { thinPoints } from "./thin-points.ts";

/** How good decisions are by the threshold from which rows count as positive, with the threshold that was chosen. */
export function thresholdScores(
  tuned: Pick<TunedThresholdClassifierCV, "cvResults" | "threshold" | "bestScore">,
  options: ChartOptions = {},
): Chart {
  const rows = tuned.cvResults.rows();
  const values = thinPoints(rows.length).map((index) => rows[index]!);
  const x = { field: "threshold", type: "quantitative", title: "Threshold", scale: { zero: false } };
  const best = { threshold: tuned.threshold, score: tuned.bestScore };
  const words = `${tuned.threshold.toFixed(4)}: ${tuned.bestScore.toFixed(4)}`;
  const content = {
    layer: [
      { data: { values: [best] }, mark: { type: "rule", ...referenceStyle }, encoding: { x } },
      {
        data: { values },
        mark: { type: "line", color: palette[0], tooltip: true },
        encoding: { x, y: { field: "score", type: "quantitative", title: "Mean score", scale: { zero: false } } },
      },
    ],
  };
  return buildChart(
    {
      content,
      title: "Scores of thresholds",
      subtitle: { en: `Best: ${words}`, "zh-CN": `最佳：${words}` },
      description: `Mean cross-validated score by threshold, ${rows.length} thresholds; the best is ${words}.`,
      texts: { "zh-CN": { "Scores of thresholds": "各阈值的得分", Threshold: "阈值", "Mean score": "平均得分" } },
    },
    options,
  );
}
