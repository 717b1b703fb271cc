import { escapeHtml } from "../../data/index.ts";
import type { CellValue } from "../../data/index.ts";
import type { LogisticRegression } from "../logistic-regression.ts";

const titles: Record<string, string> = {
  class: "class",
  name: "",
  coefficient: "coefficient",
  oddsRatio: "odds ratio",
  standardError: "std. error",
  z: "z",
  pValue: "p",
  lower95: "95 % from",
  upper95: "to",
};

/** A fitted model as a table of coefficients with what one needs to judge it. */
export function logisticHtml(model: LogisticRegression): string {
  const { heads, rows } = cells(model);
  const head = heads.map(
    (title, index) => `<th style="text-align:${index === 0 ? "left" : "right"}">${escapeHtml(title)}</th>`,
  );
  const body = rows.map((row) => {
    const values = row.map(
      (cell, index) => `<td style="text-align:${index === 0 ? "left" : "right"}">${escapeHtml(cell)}</td>`,
    );
    return `<tr>${values.join("")}</tr>`;
  });
  const notes = facts(model).map((fact) => `<p><small>${escapeHtml(fact)}</small></p>`);
  return (
    `<table class="ulm-table"><caption>Logistic regression</caption><thead><tr>${head.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table>${notes.join("")}`
  );
}

/** The same for consoles. */
export function logisticText(model: LogisticRegression): string {
  const { heads, rows } = cells(model);
  const lines = [heads, ...rows];
  const widths = heads.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  const text = lines.map((line) =>
    line.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join("  "),
  );
  return ["Logistic regression", ...text, ...facts(model)].join("\n");
}

function cells(model: LogisticRegression): { heads: string[]; rows: string[][] } {
  const summary = model.summary();
  return {
    heads: summary.columnNames.map((name) => titles[name] ?? name),
    rows: summary.rows().map((row) => summary.columnNames.map((name) => formatCell(name, row[name] as CellValue))),
  };
}

function formatCell(name: string, value: CellValue): string {
  if (typeof value !== "number" || name === "class") return String(value);
  if (name === "pValue") return value < 0.0001 ? "< 0.0001" : value.toFixed(4);
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6
    ? value.toFixed(4)
    : value === 0
      ? "0"
      : value.toExponential(3);
}

function facts(model: LogisticRegression): string[] {
  const classes = model.classes.map(String);
  const isPenalised = model.getParams().penalty !== "none";
  const spoken =
    classes.length === 2
      ? `Log odds of "${classes[1]}" against "${classes[0]}".`
      : `Multinomial over ${classes.length} classes${isPenalised ? "" : `; log odds of each against "${classes[0]}"`}.`;
  const fit =
    `${model.observations.toLocaleString("en")} observations; log-likelihood ${model.logLikelihood.toFixed(2)} ` +
    `(class frequencies alone: ${model.nullLogLikelihood.toFixed(2)}); ${model.nIter} iterations.`;
  const inference = model.whyNoInference;
  return [spoken, fit, ...(inference === undefined ? [] : [inference]), ...model.warnings];
}
