import type { Loader } from "vega";
import embed, { type Config, type Result, type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { closedLoader } from "./closed-loader.ts";

/**
 * Draws a chart as SVG into an element. Expressions are interpreted, never compiled, and nothing is fetched.
 *
 * @returns the view, to be finalized by the caller.
 */
export function drawChart(
  element: HTMLElement,
  spec: VisualizationSpec,
  options: { mode: "vega" | "vega-lite"; config: Config; fileName: string },
): Promise<Result> {
  return embed(element, spec, {
    ...options,
    downloadFileName: options.fileName,
    renderer: "svg",
    ast: true,
    expr: expressionInterpreter,
    loader: closedLoader as unknown as Loader,
    actions: { export: true, source: false, compiled: false, editor: false },
    tooltip: { theme: "custom" },
  });
}
