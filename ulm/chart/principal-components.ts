import type { PCA } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { chartSize, palette } from "./chart-style.ts";

/**
 * The share of the variance of each principal component as a bar with the share of all up to it as a line (scree plot), and below it
 * the weight of each feature in each component.
 * @param options.most how many components, the first ones. Default 10
 */
export function principalComponents(model: PCA, options: ChartOptions & { most?: number } = {}): Chart {
  const { most = 10 } = options;
  const summary = model.summary().head(most).rows() as { component: string; share: number; cumulative: number }[];
  const components = summary.map(({ component }) => component);
  const width = options.width ?? chartSize.width;
  const x = { field: "component", type: "ordinal", title: "Component", sort: components, axis: { labelAngle: 0 } };
  const weights = components.flatMap((component, index) =>
    model.featureNames.map((feature, column) => ({ component, feature, weight: model.components[index]![column]! })),
  );
  const content = {
    vconcat: [
      { width, height: options.height ?? 180, ...scree(summary, x) },
      { width, height: { step: 24 }, ...loadings(weights, model.featureNames, x) },
    ],
    resolve: { scale: { color: "independent" } },
  };
  const kept = summary.at(-1);
  const explained = kept === undefined ? "" : `${(100 * kept.cumulative).toFixed(1)} %`;
  const description = `Principal components: ${components.length} explain ${explained} of the variance; below, the weights of ${model.featureNames.length} features.`;
  return buildChart({ content, title: "Principal components", description, texts: { "zh-CN": chinese } }, options);
}

function scree(values: readonly object[], x: object): object {
  const y = { type: "quantitative", title: "Share of variance", scale: { domain: [0, 1] }, axis: { format: ".0%" } };
  const tooltip = [
    { field: "component", type: "ordinal", title: "Component" },
    { field: "share", type: "quantitative", title: "Share of variance", format: ".1%" },
    { field: "cumulative", type: "quantitative", title: "Up to here", format: ".1%" },
  ];
  return {
    data: { values },
    encoding: { x, tooltip },
    layer: [
      { mark: { type: "bar", color: palette[0] }, encoding: { y: { field: "share", ...y } } },
      {
        mark: { type: "line", color: palette[1], point: { filled: true, color: palette[1] } },
        encoding: { y: { field: "cumulative", ...y } },
      },
    ],
  };
}

function loadings(values: readonly object[], features: readonly string[], x: object): object {
  const y = { field: "feature", type: "nominal", title: "Feature", sort: features, axis: { labelLimit: 200 } };
  return {
    data: { values },
    encoding: { x, y },
    layer: [
      {
        mark: { type: "rect", tooltip: true },
        encoding: {
          color: {
            field: "weight",
            type: "quantitative",
            title: "Weight",
            // Weights lie between −1 and 1; pale is none.
            scale: { domain: [-1, 0, 1], range: ["#D55E00", "#F4F4F4", "#1F83C4"] },
          },
        },
      },
      {
        mark: { type: "text", fontSize: 11 },
        encoding: {
          text: { field: "weight", type: "quantitative", format: ".2f" },
          color: { condition: { test: "abs(datum.weight) > 0.7", value: "#FFFFFF" }, value: "#12212E" },
        },
      },
    ],
  };
}

const chinese = {
  "Principal components": "主成分",
  Component: "主成分",
  "Share of variance": "方差占比",
  "Up to here": "累计",
  Feature: "特征",
  Weight: "权重",
};
