import type { ExecutionWarning, Report, RunStamp } from "./create-report.ts";
import { escapeHtml } from "./escape-html.ts";
import type { MessageKey } from "./messages.ts";
import type { Speaker } from "./speaker.ts";

/** "How these numbers came about": what ran, on which data, and what a careful reader should know about the run. */
export function renderProvenance(report: Report, speaker: Speaker): string {
  const { stamp, warnings, codeCells, executedCells } = report;
  if (stamp === undefined && codeCells === 0) return "";
  const isInOrder = codeCells === executedCells && !warnings.some(({ kind }) => kind === "out-of-order");
  const cells = `${executedCells} / ${codeCells}${isInOrder ? ` (${speaker.message("runInOrder")})` : ""}`;
  const rows: [MessageKey, string][] = [...(stamp ? stampRows(stamp, speaker) : []), ["codeCellsRun", cells]];
  return [
    `<section class="provenance" aria-labelledby="ulm-provenance"><h2 id="ulm-provenance">${speaker.message("provenance")}</h2>`,
    stamp === undefined ? `<p class="note">${speaker.message("noStamp")}</p>` : "",
    renderWarnings(warnings, speaker),
    `<dl>${rows.map(([key, value]) => `<div><dt>${speaker.message(key)}</dt><dd>${value}</dd></div>`).join("")}</dl></section>`,
  ].join("");
}

function stampRows(stamp: RunStamp, speaker: Speaker): [MessageKey, string][] {
  const versions = Object.entries(stamp.versions).map(
    ([name, version]) => `${escapeHtml(name)} ${escapeHtml(version)}`,
  );
  const files = stamp.dataFiles.map(
    ({ name, sha256 }) => `<li>${escapeHtml(name)} <code class="hash">sha256:${escapeHtml(sha256)}</code></li>`,
  );
  return [
    [
      "generatedAt",
      `<time datetime="${escapeHtml(stamp.generatedAt)}">${escapeHtml(readableTime(stamp.generatedAt))}</time>`,
    ],
    ["duration", formatDuration(stamp.durationMs)],
    ["versions", versions.join(" · ")],
    ["dataFiles", files.length === 0 ? speaker.message("noData") : `<ul>${files.join("")}</ul>`],
    ["seed", stamp.seed === undefined ? speaker.message("noData") : escapeHtml(String(stamp.seed))],
  ];
}

function readableTime(instant: string): string {
  const time = new Date(instant);
  return Number.isNaN(time.getTime()) ? instant : `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function renderWarnings(warnings: readonly ExecutionWarning[], speaker: Speaker): string {
  if (warnings.length === 0) return "";
  const items = warnings.map(({ kind, anchors }) => {
    const links = anchors.map(
      (anchor) => `<a href="#${anchor}">${speaker.message("cell")} ${anchor.slice("ulm-cell-".length)}</a>`,
    );
    return `<li>${speaker.message(kind)} ${links.join(", ")}</li>`;
  });
  return `<div class="warnings" role="note"><p><strong>${speaker.message("warnings")}</strong></p><ul>${items.join("")}</ul></div>`;
}
