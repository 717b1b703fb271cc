import { expressionInterpreter } from "vega-interpreter";
import { None, View, logger, parse, type Spec, type ViewOptions } from "vega";
import type { VegaSpec } from "../chart-block.ts";
import { createChartLoader } from "../chart-loader.ts";
import { chartLocale } from "../chart-locale.ts";
import { isLanguage } from "../language.ts";
import { showTooltip } from "./tooltip.ts";

/** Narrower than this a plot says nothing; it scrolls instead. */
const minPlotWidth = 140;

/** Draws a chart that can be used in place of its static drawing, which stays if that fails. */
export async function showLiveChart(frame: HTMLElement, spec: VegaSpec): Promise<void> {
  const container = document.createElement("div");
  container.className = "chart-live";
  frame.append(container);
  const language = frame.closest<HTMLElement>("[lang]")?.lang;
  try {
    const view = new View(parse(spec as unknown as Spec, {}, { ast: true }), {
      ...chartLocale(isLanguage(language) ? language : undefined),
      container,
      expr: expressionInterpreter,
      hover: true,
      loader: createChartLoader(() => undefined),
      logger: logger(None),
      renderer: "svg",
      tooltip: showTooltip,
    } as ViewOptions);
    await view.runAsync();
    if (frame.dataset["keepsWidth"] === undefined) await fitWidth(view, spec, frame.clientWidth);
    frame.dataset["state"] = "live";
  } catch {
    container.remove();
    frame.dataset["state"] = "static";
  }
}

/** Narrows a plot whose width is its own to choose (not the sum of its bars or facets) until the chart fits. */
async function fitWidth(view: View, spec: VegaSpec, available: number): Promise<void> {
  const drawing = view.container()?.querySelector("svg");
  const excess = (drawing?.getBoundingClientRect().width ?? 0) - available;
  if (excess <= 0 || typeof spec["width"] !== "number") return;
  await view.width(Math.max(minPlotWidth, view.width() - excess)).runAsync();
}
