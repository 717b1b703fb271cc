import type { ShapValues } from "../trust/index.ts";
import { evenlyChosen } from "../trust/explain/evenly-chosen.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { referenceStyle } from "./chart-style.ts";
import { shortNames } from "./short-names.ts";

/** Its multiples spread evenly: points of one feature stand side by side, so that many do not hide each other. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * A point for each row and feature: what the feature adds, coloured by whether its value is low or high among the rows (categories are
 * grey).
 * @param options.most how many features, the most important. Default 15
 * @param options.mostRows how many rows have points, evenly chosen. Default 500
 */
export function shapSummary(
  shap: ShapValues,
  options: ChartOptions & { most?: number; mostRows?: number } = {},
): Chart {
  const { most = 15, mostRows = 500 } = options;
  const drawn = evenlyChosen(shap.values.length, mostRows);
  const shown = shap.importances().head(most).column("feature").toArray() as string[];
  const labels = shortNames(shown);
  const values = shown.flatMap((feature, position) => {
    const index = shap.features.indexOf(feature);
    const ranks = ranksOf(shap, feature);
    return drawn.map((row, place) => ({
      feature: labels[position],
      contribution: shap.values[row]![index],
      rank: ranks[row] ?? null,
      jitter: (place * goldenRatio) % 1,
    }));
  });
  const y = { field: "feature", type: "nominal", title: null, sort: labels, axis: { labelLimit: 240 } };
  const x = { field: "contribution", type: "quantitative", title: "Contribution" };
  const point = { type: "circle", size: 28, opacity: 0.75, tooltip: true };
  const yOffset = { field: "jitter", type: "quantitative", scale: { domain: [-0.5, 1.5] } };
  const place = { x, y, yOffset };
  const content = {
    height: options.height ?? { step: 26 },
    layer: [
      { data: { values: [{ contribution: 0 }] }, mark: { type: "rule", ...referenceStyle }, encoding: { x } },
      {
        data: { values: values.filter(({ rank }) => rank !== null) },
        mark: point,
        encoding: {
          ...place,
          color: {
            field: "rank",
            type: "quantitative",
            title: "Value of the feature",
            scale: { domain: [0, 1], range: ["#1F83C4", "#D55E00"] },
            legend: { format: ".0%" },
          },
        },
      },
      // Categories and what is missing are neither low nor high.
      {
        data: { values: values.filter(({ rank }) => rank === null) },
        mark: { ...point, color: "#888888" },
        encoding: place,
      },
    ],
  };
  const description = `SHAP values of ${shap.values.length} rows for ${shown.length} features, the most important first: ${shown.join(", ")}.`;
  const reading = {
    en: "A point is a row: on the right the feature raises the output. Colour: low to high values; grey: categories",
    "zh-CN": "每点为一行：在右侧表示该特征推高输出。颜色表示取值由低到高，灰色为类别",
  };
  return buildChart({ content, title: "SHAP values", reading, description, texts: { "zh-CN": chinese } }, options);
}

/** The share of rows with a lower value, of numbers. */
function ranksOf(shap: ShapValues, feature: string): (number | null)[] {
  const column = shap.rows.column(feature);
  if (column.type !== "number") return [];
  const numbers = column.toNumbers();
  const sorted = [...new Set(numbers.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  const place = new Map(sorted.map((value, index) => [value, index / Math.max(1, sorted.length - 1)]));
  return Array.from(numbers, (value) => place.get(value) ?? null);
}

const chinese = {
  "SHAP values": "SHAP 值",
  Contribution: "贡献",
  "Value of the feature": "特征取值",
};
