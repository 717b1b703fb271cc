import { bilingualHtml, bilingualTable } from "../../data/index.ts";
import type { BilingualText } from "../../data/index.ts";
import { coefficientTable } from "../linear/coefficient-table.ts";
import type { LogisticRegression } from "../logistic-regression.ts";

const title: BilingualText = { en: "Logistic regression", "zh-CN": "逻辑回归" };

/** A fitted model as a table of coefficients with what one needs to judge it. @param notes what is wrong or missing */
export function logisticHtml(model: LogisticRegression, notes: readonly BilingualText[]): string {
  const { heads, rows } = coefficientTable(model.summary());
  const table = bilingualTable(title, heads, rows)["text/html"] as string;
  const lines = [...facts(model), ...notes].map((fact) => `<p><small>${bilingualHtml(fact)}</small></p>`);
  return table + lines.join("");
}

/** The same for consoles. */
export function logisticText(model: LogisticRegression): string {
  const { heads, rows } = coefficientTable(model.summary());
  const lines = [heads.map(({ en }) => en), ...rows];
  const widths = heads.map((_, index) => lines.reduce((most, line) => Math.max(most, line[index]!.length), 0));
  const text = lines.map((line) =>
    line.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join("  "),
  );
  const { whyNoInference, warnings } = model;
  const notes = [...(whyNoInference === undefined ? [] : [whyNoInference]), ...warnings.map(({ en }) => en)];
  return [title.en, ...text, ...facts(model).map(({ en }) => en), ...notes].join("\n");
}

function facts(model: LogisticRegression): BilingualText[] {
  const classes = model.classes.map(String);
  const [first, second] = classes;
  const isPenalised = model.getParams().penalty !== "none";
  const count = classes.length;
  const spoken =
    count === 2
      ? { en: `Log odds of "${second}" against "${first}".`, "zh-CN": `“${second}”相对“${first}”的对数几率。` }
      : {
          en: `Multinomial over ${count} classes${isPenalised ? "" : `; log odds of each against "${first}"`}.`,
          "zh-CN": `${count} 个类别的多项回归${isPenalised ? "" : `；各类别相对“${first}”的对数几率`}。`,
        };
  const observations = model.observations.toLocaleString("en");
  const [likelihood, nothing] = [model.logLikelihood.toFixed(2), model.nullLogLikelihood.toFixed(2)];
  const fit = {
    en: `${observations} observations; log-likelihood ${likelihood} (class frequencies alone: ${nothing}); ${model.nIter} iterations.`,
    "zh-CN": `${observations} 个观测；对数似然 ${likelihood}（仅用类别频率：${nothing}）；迭代 ${model.nIter} 次。`,
  };
  return [spoken, fit];
}
