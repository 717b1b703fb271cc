import { LEDGER_MEDIA_TYPE } from "ulm/ledger";
import type { Report } from "./create-report.ts";
import { escapeHtml } from "./escape-html.ts";
import { toLocalized } from "./language.ts";
import { messages, type MessageKey } from "./messages.ts";
import type { Speaker } from "./speaker.ts";

type Entry = Record<string, unknown>;

/** The ledger entries among the outputs, summed up in one table; nothing when there are none. */
export function renderLedger(report: Report, speaker: Speaker): string {
  const rows = report.cells.flatMap((cell) => {
    if (cell.kind !== "code") return [];
    return cell.outputs.flatMap((output) => {
      const entry = output.kind === "data" ? output.data[LEDGER_MEDIA_TYPE] : undefined;
      return typeof entry === "object" && entry !== null ? [renderEntry(entry as Entry, cell.anchor, speaker)] : [];
    });
  });
  if (rows.length === 0) return "";
  const columns = ["ledgerExample", "printed", "computed", "verdict", "derivation"] as const;
  const head = columns.map((key) => `<th scope="col">${speaker.message(key)}</th>`).join("");
  return (
    `<section class="ledger" aria-labelledby="ulm-ledger"><h2 id="ulm-ledger">${speaker.message("ledger")}</h2>` +
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="ulm-ledger"><table><thead><tr>${head}</tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table></div></section>`
  );
}

function renderEntry(entry: Entry, anchor: string, speaker: Speaker): string {
  const id = escapeHtml(String(entry["id"] ?? "?"));
  const derivation = toLocalized(entry["derivation"]);
  return (
    `<tr><th scope="row"><a href="#${anchor}">${id}</a></th><td>${renderFigures(entry["printed"], speaker)}</td>` +
    `<td>${renderFigures(entry["computed"], speaker)}</td><td>${renderVerdict(entry["verdict"], speaker)}</td>` +
    `<td>${derivation ? speaker.say(derivation) : ""}</td></tr>`
  );
}

/** One figure, a text in both languages, or several figures by name. */
function renderFigures(value: unknown, speaker: Speaker): string {
  if (typeof value === "number") return escapeHtml(formatFigure(value));
  const text = toLocalized(value);
  if (text !== undefined) return speaker.say(text);
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([name, figure]) => `${escapeHtml(name)} ${renderFigures(figure, speaker)}`)
    .join("<br>");
}

function formatFigure(figure: number): string {
  return Number.isInteger(figure) ? String(figure) : String(Number(figure.toPrecision(5)));
}

function renderVerdict(verdict: unknown, speaker: Speaker): string {
  const key = `verdict-${String(verdict)}`;
  return key in messages ? speaker.message(key as MessageKey) : escapeHtml(String(verdict ?? ""));
}
