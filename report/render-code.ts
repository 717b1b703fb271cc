import type { ReportCode } from "./create-report.ts";
import { escapeHtml } from "./escape-html.ts";
import { highlightCode } from "./highlight-code.ts";
import type { RenderContext } from "./render-context.ts";
import { renderOutput } from "./render-output.ts";

/** A code cell: its code folded under one telling line, then its outputs. */
export async function renderCode(cell: ReportCode, context: RenderContext): Promise<string> {
  const outputs: string[] = [];
  for (const output of cell.outputs) outputs.push(await renderOutput(output, context));
  const shown = outputs.join("\n");
  const body = [
    renderExercise(cell, context),
    cell.source === undefined ? "" : renderSource(cell.source, cell.executionCount, context),
    cell.outputsFolded && shown !== ""
      ? `<details class="outputs"><summary>${context.speaker.message("output")}</summary>${shown}</details>`
      : shown,
  ].join("");
  return body === ""
    ? `<span id="${cell.anchor}"></span>`
    : `<section class="cell code-cell" id="${cell.anchor}">${body}</section>`;
}

function renderExercise({ exercise }: ReportCode, { speaker }: RenderContext): string {
  if (exercise === undefined) return "";
  const state = exercise.attempted ? "" : ` · <strong>${speaker.message("exerciseNotAttempted")}</strong>`;
  return `<p class="exercise">${speaker.message("exercise")} <code>${escapeHtml(exercise.id)}</code>${state}</p>`;
}

function renderSource(source: string, executionCount: number | null, { report, speaker }: RenderContext): string {
  const count =
    executionCount === null
      ? `<strong>${speaker.message("notExecuted")}</strong> `
      : `<span class="count">[${executionCount}]</span> `;
  return (
    `<details class="code"><summary>${count}<span class="code-word">${speaker.message("code")}</span> ` +
    `<span class="code-line">${escapeHtml(summaryLine(source))}</span></summary>` +
    `<pre tabindex="0"><code class="hljs">${highlightCode(source, report.codeLanguage)}</code></pre></details>`
  );
}

/** The first comment if the cell begins with one, else its first line. */
function summaryLine(source: string): string {
  const first =
    source
      .split("\n")
      .find((line) => /[\p{L}\p{N}]/u.test(line))
      ?.trim() ?? "";
  return first.replace(/^(?:\/\/+|\/\*+|#+|\*)\s*/, "").replace(/\s*\*\/$/, "");
}
