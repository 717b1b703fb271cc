import type { ScoreCurve } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts } from "./language-text.ts";

/** Training and test scores by number of rows (`learningCurve`) or parameter (`validationCurve`), with the spread over the folds. */
export function scoreCurve(curve: ScoreCurve, options: ChartOptions & { logScale?: boolean } = {}): Chart {
  const texts: ChartTexts = { "zh-CN": { ...chinese } };
  const { en, "zh-CN": zh } = curve.xName;
  const title = englishText(en === zh ? en : { en, "zh-CN": zh }, texts);
  const values = curve.points.flatMap(({ x, train, test }) =>
    Object.entries({ "Training score": train, "Test score": test }).map(([part, { mean, standardDeviation }]) => ({
      x,
      part,
      mean,
      low: mean - standardDeviation,
      high: mean + standardDeviation,
    })),
  );
  const isNumeric = curve.points.every(({ x }) => typeof x === "number");
  // Numbers of rows or of leaves have nothing between them.
  const axis = curve.points.every(({ x }) => Number.isInteger(x)) ? { tickMinStep: 1 } : {};
  const x = isNumeric
    ? { field: "x", type: "quantitative", title, axis, scale: options.logScale ? { type: "log" } : { zero: false } }
    : { field: "x", type: "ordinal", title, sort: curve.points.map((point) => point.x) };
  const color = {
    field: "part",
    type: "nominal",
    title: null,
    scale: { domain: ["Training score", "Test score"], range: palette.slice(0, 2) },
  };
  const content = {
    data: { values },
    encoding: { x, color },
    layer: [
      {
        mark: { type: "area", opacity: 0.15 },
        encoding: {
          y: { field: "low", type: "quantitative", title: "Score", scale: { zero: false } },
          y2: { field: "high" },
        },
      },
      {
        mark: { type: "line", point: true, tooltip: true },
        encoding: { y: { field: "mean", type: "quantitative", title: "Score", scale: { zero: false } } },
      },
    ],
  };
  const description = `Training and test scores by ${title}, ${curve.points.length} points; best test score at ${curve.best}.`;
  return buildChart({ content, title: "Training and test scores", description, texts }, options);
}

const chinese = {
  "Training and test scores": "训练与测试得分",
  "Training score": "训练得分",
  "Test score": "测试得分",
  Score: "得分",
};
