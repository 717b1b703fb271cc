import type { VegaLiteSpec } from "ulm/chart";
import type { Loader } from "vega";
import embed, { type Config, type Result, type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { closedLoader } from "./closed-loader.ts";

/**
 * Draws a chart as SVG into an element. Expressions are interpreted, never compiled, and nothing is fetched.
 *
 * @param spec not changed; its `$schema` is ignored, since the output's type says which grammar it is in
 * @returns the view, to be finalized by the caller
 */
export function drawChart(
  element: HTMLElement,
  spec: VegaLiteSpec,
  { mode, config }: { mode: "vega" | "vega-lite"; config: Config },
): Promise<Result> {
  // Vega writes into what it is given, and outputs are shared.
  const own: Record<string, unknown> = structuredClone(spec);
  delete own["$schema"];
  return embed(element, own as unknown as VisualizationSpec, {
    mode,
    config,
    downloadFileName: fileNameOf(own),
    renderer: "svg",
    ast: true,
    expr: expressionInterpreter,
    loader: closedLoader as unknown as Loader,
    actions: { export: true, source: false, compiled: false, editor: false },
    tooltip: { theme: "custom" },
  });
}

/** A name for the downloaded picture, from the chart's title. */
function fileNameOf({ title }: Record<string, unknown>): string {
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return (
    [text]
      .flat()
      .filter((line) => typeof line === "string")
      .join(" ")
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .slice(0, 60) || "chart"
  );
}
