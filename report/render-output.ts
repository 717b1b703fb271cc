import { chartGrammar, renderChart } from "./render-chart.ts";
import { renderMath } from "./math-rule.ts";
import type { MimeBundle, Output } from "./notebook.ts";
import { renderAnsi } from "./render-ansi.ts";
import { cleanHtml, type RenderContext } from "./render-context.ts";
import { renderJson } from "./render-json.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { sanitizeSvgImage } from "./sanitize-svg-image.ts";

/** One output as HTML; nothing when it has no form that a report can show. */
export async function renderOutput(output: Output, context: RenderContext): Promise<string> {
  switch (output.kind) {
    case "stream":
      return `<pre class="output stream-${output.name}">${renderAnsi(output.text, context.styles)}</pre>`;
    case "error":
      return renderError(output, context);
    case "data":
      return renderBundle(output.data, output.metadata, context);
  }
}

function renderError(output: Extract<Output, { kind: "error" }>, context: RenderContext): string {
  const trace = output.traceback === "" ? `${output.name}: ${output.message}` : output.traceback;
  return `<pre class="output output-error" role="note">${renderAnsi(trace, context.styles)}</pre>`;
}

/** A way to draw one mime type; an empty string means that nothing of it is left to show. */
type Renderer = (content: unknown, context: RenderContext, size: unknown) => string | Promise<string>;

/** In order of preference, the richest first. Charts come before all of these. */
const renderers: readonly (readonly [mime: string, render: Renderer])[] = [
  ["text/html", renderHtml],
  ["text/markdown", renderMarkdownOutput],
  ["image/svg+xml", renderSvg],
  ...["image/png", "image/jpeg", "image/gif", "image/webp"].map((mime) => [mime, imageRenderer(mime)] as const),
  ["text/latex", renderLatex],
  ["application/json", (content) => renderJson(content)],
  ["application/geo+json", (content) => renderJson(content)],
  ["text/plain", renderText],
];

function renderText(content: unknown, { styles }: RenderContext): string {
  return content === "" ? "" : `<pre>${renderAnsi(String(content), styles)}</pre>`;
}

async function renderBundle(
  data: MimeBundle,
  metadata: Record<string, unknown>,
  context: RenderContext,
): Promise<string> {
  const drawn = (await renderCharts(data, context)) || (await renderRichest(data, metadata, context));
  if (drawn !== "") return `<div class="output">${drawn}</div>`;
  const hasScript = "application/javascript" in data || "text/html" in data;
  return hasScript ? `<p class="output note">${context.speaker.message("scriptNotRun")}</p>` : "";
}

async function renderCharts(data: MimeBundle, context: RenderContext): Promise<string> {
  for (const [mime, content] of Object.entries(data)) {
    const grammar = chartGrammar(mime);
    if (grammar !== undefined) return renderChart(content, grammar, context);
  }
  return "";
}

async function renderRichest(
  data: MimeBundle,
  metadata: Record<string, unknown>,
  context: RenderContext,
): Promise<string> {
  for (const [mime, render] of renderers) {
    if (!(mime in data)) continue;
    const drawn = await render(data[mime], context, metadata[mime]);
    if (drawn !== "") return drawn;
  }
  return "";
}

function renderHtml(content: unknown, context: RenderContext): string {
  const html = cleanHtml(String(content), context, { idPrefix: `o${context.nextPicture()}-` });
  const isVisible = /<(?:img|svg|hr|math|progress|meter)\b/.test(html) || html.replace(/<[^>]*>/g, "").trim() !== "";
  return isVisible ? `<div class="rich">${html}</div>` : "";
}

function renderMarkdownOutput(content: unknown, context: RenderContext): string {
  const { html } = renderMarkdown(String(content), context.anchors);
  return `<div class="rich">${cleanHtml(html, context)}</div>`;
}

function renderLatex(content: unknown, context: RenderContext): string {
  const tex = String(content).trim();
  const display = /^\$\$([^]*)\$\$$|^\\\[([^]*)\\\]$/.exec(tex);
  const inline = /^\$([^$]*)\$$|^\\\(([^]*)\\\)$/.exec(tex);
  const source = display?.[1] ?? display?.[2] ?? inline?.[1] ?? inline?.[2] ?? tex;
  return cleanHtml(renderMath(source, inline === null), context);
}

function renderSvg(content: unknown): string {
  const svg = sanitizeSvgImage(String(content));
  if (svg === undefined) return "";
  return `<img alt="" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
}

function imageRenderer(mime: string): Renderer {
  return (content, _context, size) => {
    const base64 = String(content).replace(/\s+/g, "");
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return "";
    return `<img alt="" src="data:${mime};base64,${base64}"${sizeAttributes(size)}>`;
  };
}

function sizeAttributes(size: unknown): string {
  if (typeof size !== "object" || size === null) return "";
  const { width, height } = size as { width?: unknown; height?: unknown };
  const attribute = (name: string, value: unknown) =>
    typeof value === "number" && value > 0 ? ` ${name}="${value}"` : "";
  return attribute("width", width) + attribute("height", height);
}
