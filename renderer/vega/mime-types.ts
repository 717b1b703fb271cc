/** The chart types we draw. Vega-Lite 4 and 5 specifications are read by version 6, which understands them. */
export const vegaMimeTypes = [
  "application/vnd.vegalite.v6+json",
  "application/vnd.vegalite.v5+json",
  "application/vnd.vegalite.v4+json",
  "application/vnd.vega.v6+json",
  "application/vnd.vega.v5+json",
] as const;

/** The grammar a chart type is written in. */
export function grammarOf(mimeType: string): "vega" | "vega-lite" {
  return mimeType.startsWith("application/vnd.vega.") ? "vega" : "vega-lite";
}
