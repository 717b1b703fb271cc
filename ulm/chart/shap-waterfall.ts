import type { ShapValues } from "../trust/index.ts";
import { formatCell } from "../data/table-html.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";
import { shortNames } from "./short-names.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts } from "./language-text.ts";

/**
 * How one prediction comes about: from the base value, each feature's step up or down, to what the model says.
 * @param row which of the explained rows
 * @param options.most how many features have a step of their own; the others share the last. Default 10
 */
export function shapWaterfall(shap: ShapValues, row: number, options: ChartOptions & { most?: number } = {}): Chart {
  const { most = 10 } = options;
  const texts: ChartTexts = { "zh-CN": { ...chinese } };
  const output = englishText({ ...shap.output }, texts);
  const explained = shap.explain(row);
  const names = shortNames(explained.map(({ feature }) => feature));
  const steps = explained
    .slice(0, most)
    .map(({ value, contribution }, index) => ({ label: `${names[index]} = ${formatCell(value)}`, contribution }));
  const rest = explained.slice(most).reduce((sum, { contribution }) => sum + contribution, 0);
  if (explained.length > most) steps.push({ label: "All others", contribution: rest });
  let level = shap.baseValue;
  const values = steps.map(({ label, contribution }) => {
    const from = level;
    level += contribution;
    return { label, from, to: level, contribution, direction: contribution >= 0 ? "Up" : "Down" };
  });
  const content = {
    height: options.height ?? { step: 24 },
    layer: [
      {
        data: { values: [{ from: shap.baseValue }, { from: level }] },
        mark: { type: "rule", ...referenceStyle },
        encoding: { x: { field: "from", type: "quantitative" } },
      },
      {
        data: { values },
        mark: { type: "bar", tooltip: true },
        encoding: {
          y: {
            field: "label",
            type: "nominal",
            title: null,
            sort: values.map(({ label }) => label),
            axis: { labelLimit: 280 },
          },
          x: { field: "from", type: "quantitative", title: output, scale: { zero: false } },
          x2: { field: "to" },
          color: {
            field: "direction",
            type: "nominal",
            title: null,
            legend: { symbolStrokeWidth: 0 },
            scale: { domain: ["Up", "Down"], range: [palette[1], palette[0]] },
          },
          tooltip: [
            { field: "label", type: "nominal", title: "Feature" },
            { field: "contribution", type: "quantitative", title: "Contribution", format: "+.4f" },
          ],
        },
      },
    ],
  };
  const said = `${shap.baseValue.toFixed(3)} → ${level.toFixed(3)}`;
  const description = `How ${output} of row ${row} comes about, ${said}: ${values.map(({ label }) => label).join(", ")}.`;
  const reading = {
    en: "From the mean output to that of this row, step by step, the largest first",
    "zh-CN": "从平均输出逐步走到该行的输出，影响大者在前",
  };
  const title = "How the prediction comes about";
  return buildChart({ content, title, subtitle: said, reading, description, texts }, options);
}

const chinese = {
  "How the prediction comes about": "预测是如何得出的",
  "All others": "其余特征",
  Up: "推高",
  Down: "拉低",
  Feature: "特征",
  Contribution: "贡献",
};
