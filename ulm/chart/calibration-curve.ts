import type { CalibrationCurve } from "../learn/metrics/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { referenceStyle } from "./chart-style.ts";
import { curveColour, namedCurves, unitScale } from "./curve-layers.ts";

/**
 * What came true against what was predicted; on the diagonal probabilities can be taken at their word.
 * @param curves one curve of `ulm.learn.calibrationCurve`, or several by name
 */
export function calibrationCurve(
  curves: CalibrationCurve | Readonly<Record<string, CalibrationCurve>>,
  options: ChartOptions = {},
): Chart {
  const named = namedCurves(curves, (value): value is CalibrationCurve => "observed" in value);
  const values = named.flatMap(([curve, { predicted, observed, counts }]) =>
    predicted.map((value, bin) => ({ curve, predicted: value, observed: observed[bin], count: counts[bin] })),
  );
  const encoding = {
    x: { field: "predicted", type: "quantitative", title: "Predicted probability", scale: unitScale },
    y: { field: "observed", type: "quantitative", title: "Observed share", scale: unitScale },
  };
  const content = {
    layer: [
      {
        data: {
          values: [
            { predicted: 0, observed: 0 },
            { predicted: 1, observed: 1 },
          ],
        },
        mark: { type: "line", ...referenceStyle },
        encoding,
      },
      {
        data: { values },
        mark: { type: "line", point: { filled: true, size: 50 }, tooltip: true },
        encoding: {
          ...encoding,
          color: curveColour(named.map(([name]) => name)),
          tooltip: [
            { field: "predicted", type: "quantitative", title: "Predicted probability", format: ".3f" },
            { field: "observed", type: "quantitative", title: "Observed share", format: ".3f" },
            { field: "count", type: "quantitative", title: "Count", format: ",d" },
          ],
        },
      },
    ],
  };
  const description = `Calibration: observed share of positives against predicted probability in ${values.length} groups.`;
  const reading = {
    en: "On the diagonal probabilities can be taken at their word; below it they are too high",
    "zh-CN": "落在对角线上的概率可信；在其下方的概率偏高",
  };
  return buildChart({ content, title: "Calibration", reading, description, texts: { "zh-CN": chinese } }, options);
}

const chinese = {
  Calibration: "校准曲线",
  "Predicted probability": "预测概率",
  "Observed share": "实际比例",
  Count: "数量",
};
