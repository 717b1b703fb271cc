import { bilingualTable } from "../../data/index.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import { weightedInference } from "../inference-error.ts";
import type { LinearRegression } from "../linear-regression.ts";
import { coefficientTable, formatCoefficient, formatPValue } from "./coefficient-table.ts";

/** A fitted model as a table of coefficients with what one needs to judge it. */
export function linearBundle(model: LinearRegression): DisplayBundle {
  const { heads, rows } = coefficientTable(model.summary());
  return bilingualTable({ en: "Linear regression", "zh-CN": "线性回归" }, heads, rows, facts(model));
}

function facts(model: LinearRegression): BilingualText {
  const observations = model.observations.toLocaleString("en");
  if (model.whyNoInference !== undefined) {
    return {
      en: `${observations} observations. ${model.whyNoInference}`,
      "zh-CN": `${observations} 个观测。${model.isWeighted ? weightedInference["zh-CN"] : "系数与行数一样多，无法估计标准误。"}`,
    };
  }
  const { featureNames, degreesOfFreedom } = model;
  const figures =
    `R² ${model.rSquared.toFixed(4)}, adj. R² ${model.adjustedRSquared.toFixed(4)}, ` +
    `F(${featureNames.length}, ${degreesOfFreedom}) ${model.fStatistic.toFixed(2)}, p ${formatPValue(model.fPValue)}, ` +
    `σ̂ ${formatCoefficient(model.residualStandardError)}`;
  return { en: `${observations} observations; ${figures}.`, "zh-CN": `${observations} 个观测；${figures}。` };
}
