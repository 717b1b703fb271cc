import { createHash } from "node:crypto";
import type { Assets } from "./assets.ts";
import { chartBlockId, type ChartBlock } from "./chart-block.ts";
import type { Report } from "./create-report.ts";
import { escapeHtml } from "./escape-html.ts";
import { languageNames, type MessageKey } from "./messages.ts";
import type { Speaker } from "./speaker.ts";

export interface PageParts {
  contents: string;
  main: string;
  /** Rules that the content needs, beyond the page's own. */
  contentStyle: string;
  /** Undefined: no chart, no chart runtime. */
  charts: ChartBlock | undefined;
}

/** The whole file. Its policy allows exactly the scripts and the style sheet that stand in it, and no request at all. */
export function renderPage(report: Report, parts: PageParts, speaker: Speaker, assets: Assets): string {
  const style = `${assets.pageStyle}\n${parts.contentStyle}`;
  const scripts = [assets.pageScript, ...(parts.charts ? [assets.chartScript] : [])];
  const { language, title } = report;
  const titles = report.languages
    .map((each) => `data-title-${each.toLowerCase()}="${escapeHtml(title[each])}"`)
    .join(" ");
  return `<!doctype html>
<html lang="${language}" data-language="${language}" data-theme="auto" ${titles}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="ULM Notebook">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title[language])}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#ulm-main">${speaker.message("skip")}</a>
${renderBar(report, speaker)}
<div class="layout" id="ulm-top">
${parts.contents}
<main id="ulm-main" tabindex="-1">
${parts.main}
</main>
</div>
<footer><p>ULM Notebook</p><p><a href="#ulm-top">${speaker.message("backToTop")}</a></p></footer>
${parts.charts ? `<script type="application/json" id="${chartBlockId}">${toInertJson(parts.charts)}</script>` : ""}
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

/** What a report may do: run its own scripts, and nothing that comes from elsewhere. */
export function contentPolicy(scripts: readonly string[], style: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashSource).join(" ")}`,
    `style-src ${hashSource(style)}`,
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashSource(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

/** JSON that no HTML parser can mistake for the end of its element. */
function toInertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function renderBar(report: Report, speaker: Speaker): string {
  const hasCode = report.cells.some((cell) => cell.kind === "code" && cell.source !== undefined);
  const controls = [
    hasCode
      ? `<button type="button" class="code-switch" aria-pressed="false"><span class="when-folded">${speaker.message("showCode")}</span>` +
        `<span class="when-unfolded">${speaker.message("hideCode")}</span></button>`
      : "",
    report.languages.length > 1 ? renderLanguageSwitch(report, speaker) : "",
    renderThemeSwitch(speaker),
  ];
  return (
    `<header class="bar"><p class="brand">ULM Notebook</p><p class="bar-title">${speaker.say(report.title)}</p>` +
    `<div class="controls" hidden>${controls.join("")}</div></header>`
  );
}

function renderLanguageSwitch({ languages, language }: Report, speaker: Speaker): string {
  const buttons = languages.map(
    (each) =>
      `<button type="button" lang="${each}" data-choose-language="${each}" aria-pressed="${each === language}">${languageNames[each]}</button>`,
  );
  return renderGroup("languageSwitch", buttons, speaker);
}

function renderThemeSwitch(speaker: Speaker): string {
  const choices = { auto: "system", light: "light", dark: "dark" } as const;
  const buttons = Object.entries(choices).map(
    ([theme, key]) =>
      `<button type="button" data-choose-theme="${theme}" aria-pressed="${theme === "auto"}">${speaker.message(key)}</button>`,
  );
  return renderGroup("theme", buttons, speaker);
}

function renderGroup(label: MessageKey, buttons: readonly string[], speaker: Speaker): string {
  const id = `ulm-${label.toLowerCase()}`;
  return `<div class="switch" role="group" aria-labelledby="${id}"><span class="unseen" id="${id}">${speaker.message(label)}</span>${buttons.join("")}</div>`;
}
