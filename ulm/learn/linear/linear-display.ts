import { bilingualHtml, bilingualPlain, bilingualTable } from "../../data/index.ts";
import type { BilingualText, CellValue, DisplayBundle } from "../../data/index.ts";
import type { LinearRegression } from "../linear-regression.ts";

const heads: Record<string, BilingualText> = {
  name: { en: "", "zh-CN": "" },
  coefficient: { en: "coefficient", "zh-CN": "系数" },
  standardError: { en: "std. error", "zh-CN": "标准误" },
  t: { en: "t", "zh-CN": "t" },
  pValue: { en: "p", "zh-CN": "p" },
  lower95: { en: "95 % from", "zh-CN": "95% 下限" },
  upper95: { en: "to", "zh-CN": "上限" },
};

/** A fitted model as a table of coefficients with what one needs to judge it. */
export function linearBundle(model: LinearRegression): DisplayBundle {
  const summary = model.summary();
  const table = bilingualTable(
    { en: "Linear regression", "zh-CN": "线性回归" },
    summary.columnNames.map((name) => heads[name]!),
    summary.rows().map((row) => summary.columnNames.map((name) => formatCell(name, row[name] as CellValue))),
  );
  const note = facts(model);
  return {
    "text/html": `${table["text/html"] as string}<p><small>${bilingualHtml(note)}</small></p>`,
    "text/plain": `${table["text/plain"] as string}\n${bilingualPlain(note)}`,
  };
}

function formatCell(name: string, value: CellValue): string {
  if (typeof value !== "number") return String(value);
  if (name === "pValue") return value < 0.0001 ? "< 0.0001" : value.toFixed(4);
  if (value === 0) return "0";
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 ? value.toFixed(4) : value.toExponential(3);
}

function facts(model: LinearRegression): BilingualText {
  const observations = model.observations.toLocaleString("en");
  if (model.whyNoInference !== undefined) {
    return {
      en: `${observations} observations. ${model.whyNoInference}`,
      "zh-CN": `${observations} 个观测。${model.isWeighted ? "使用了样本权重，标准误取决于权重的含义，因此不给出。" : "系数与行数一样多，无法估计标准误。"}`,
    };
  }
  const { featureNames, degreesOfFreedom } = model;
  const figures =
    `R² ${model.rSquared.toFixed(4)}, adj. R² ${model.adjustedRSquared.toFixed(4)}, ` +
    `F(${featureNames.length}, ${degreesOfFreedom}) ${model.fStatistic.toFixed(2)}, p ${formatCell("pValue", model.fPValue)}, ` +
    `σ̂ ${formatCell("sigma", model.residualStandardError)}`;
  return { en: `${observations} observations; ${figures}.`, "zh-CN": `${observations} 个观测；${figures}。` };
}
