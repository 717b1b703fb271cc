import { bilingualTable } from "../../data/index.ts";
import type { BilingualText, DisplayBundle } from "../../data/index.ts";
import { coefficientTable } from "../linear/coefficient-table.ts";
import type { PoissonRegressor } from "../poisson-regressor.ts";

/** A variance that is so many times the mean is worth a word. */
const noticeableDispersion = 1.5;

/** A fitted model as a table of coefficients with what one needs to judge it. @param problems in its fit */
export function poissonBundle(model: PoissonRegressor, problems: readonly BilingualText[]): DisplayBundle {
  const { heads, rows } = coefficientTable(model.summary());
  const notes = [facts(model), ...problems, ...dispersionNote(model)];
  return bilingualTable({ en: "Poisson regression", "zh-CN": "泊松回归" }, heads, rows, {
    en: notes.map(({ en }) => en).join(" "),
    "zh-CN": notes.map((note) => note["zh-CN"]).join(""),
  });
}

function facts(model: PoissonRegressor): BilingualText {
  const observations = model.observations.toLocaleString("en");
  const figures = `D² ${model.devianceExplained.toFixed(4)}`;
  return {
    en: `${observations} observations; ${figures}, dispersion ${model.dispersion.toFixed(2)}.`,
    "zh-CN": `${observations} 个观测；${figures}，离散度 ${model.dispersion.toFixed(2)}。`,
  };
}

function dispersionNote(model: PoissonRegressor): BilingualText[] {
  const { dispersion, whyNoInference } = model;
  if (whyNoInference !== undefined || model.getParams().scale === "dispersion") return [];
  if (!(dispersion >= noticeableDispersion)) return [];
  const factor = Math.sqrt(dispersion).toFixed(1);
  return [
    {
      en: `Counts vary more than a Poisson process does: standard errors are about ${factor} times too small. Use scale: "dispersion".`,
      "zh-CN": `计数的波动大于泊松过程：标准误偏小，约为应有值的 1/${factor}。请使用 scale: "dispersion"。`,
    },
  ];
}
