import { localiseSpec } from "ulm/chart";
import { ChartError, compileChart } from "./compile-chart.ts";
import { escapeHtml } from "./escape-html.ts";
import { hasChartTexts } from "./has-chart-texts.ts";
import type { Language } from "./language.ts";
import { cleanHtml, type RenderContext } from "./render-context.ts";

type Grammar = "vega" | "vega-lite";

/** The grammar of a chart's mime type, of whatever version: `application/vnd.vegalite.v6+json`. */
export function chartGrammar(mime: string): Grammar | undefined {
  const name = /^application\/vnd\.(vega|vegalite)\.v\d+(?:\.\d+)*\+json$/.exec(mime)?.[1];
  if (name === undefined) return undefined;
  return name === "vega" ? "vega" : "vega-lite";
}

/** A chart as static SVG in each language it speaks, marked so that the page's runtime can bring it to life. */
export async function renderChart(source: unknown, grammar: Grammar, context: RenderContext): Promise<string> {
  try {
    const drawings = await Promise.all(
      chartVersions(source, grammar, context).map(({ chart, language }) =>
        renderVersion(chart, grammar, language, context),
      ),
    );
    return `<figure class="chart">${drawings.join("")}</figure>`;
  } catch (error) {
    if (!(error instanceof ChartError)) throw error;
    const message = context.speaker.message(error.reason === "remote" ? "chartRemote" : "chartInvalid");
    return `<p class="note">${message} <code>${escapeHtml(error.message.slice(0, 500))}</code></p>`;
  }
}

interface ChartVersion {
  chart: Record<string, unknown>;
  /** Undefined: the one version that serves every language. */
  language: Language | undefined;
}

function chartVersions(source: unknown, grammar: Grammar, { report }: RenderContext): ChartVersion[] {
  if (typeof source !== "object" || source === null || Array.isArray(source)) {
    throw new ChartError("invalid", `a chart must be a JSON object, found ${JSON.stringify(source)?.slice(0, 60)}`);
  }
  const chart = source as Record<string, unknown>;
  if (grammar === "vega" || !hasChartTexts(chart)) return [{ chart, language: undefined }];
  const localised = report.languages.map((language) => ({ chart: localiseSpec(chart, language), language }));
  return localised.length > 1 ? localised : localised.map(({ chart }) => ({ chart, language: undefined }));
}

async function renderVersion(
  chart: Record<string, unknown>,
  grammar: Grammar,
  language: Language | undefined,
  context: RenderContext,
): Promise<string> {
  const { svg, spec, isOpaque } = await compileChart(chart, grammar, language ?? context.report.language);
  const id = context.charts.add(spec);
  const classes = ["chart-view", ...(language ? ["ulm-text"] : []), ...(isOpaque ? ["on-paper"] : [])].join(" ");
  const lang = language ? ` lang="${language}"` : "";
  const { description } = chart;
  const label = typeof description === "string" ? ` role="group" aria-label="${escapeHtml(description)}"` : "";
  const width = keepsWidth(chart) ? " data-keeps-width" : "";
  const still = cleanHtml(svg, context, { idPrefix: `c${context.nextPicture()}-` });
  return `<div class="${classes}"${lang}${label} data-chart="${id}"${width}><div class="chart-still">${still}</div></div>`;
}

/** Whether a chart asks not to be narrowed, as `buildChart` of `ulm/chart` writes it. */
function keepsWidth({ usermeta }: Record<string, unknown>): boolean {
  return (usermeta as { ulm?: { keepsWidth?: unknown } } | undefined)?.ulm?.keepsWidth === true;
}
