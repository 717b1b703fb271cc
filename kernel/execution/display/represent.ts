import { mimeBundle, type MimeBundle } from "./mime-bundle.ts";
import { inspectText } from "./inspect-text.ts";
import { isOpaque } from "./is-opaque.ts";
import { isVegaSpec, vegaBundle } from "./vega.ts";
import { tableFrom } from "./table-view.ts";
import { tableHtml } from "./table-html.ts";
import { tableText } from "./table-text.ts";

/** Deno's protocol: an object that says how a notebook shows it. */
const DISPLAY = Symbol.for("Jupyter.display");

/**
 * The representations of a value: its own if it has any (`[Symbol.for("Jupyter.display")]()`, may be async), a chart for
 * a Vega-Lite or Vega specification, a table for rows, and text for everything.
 */
export function represent(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (isOpaque(value)) return mimeBundle({ "text/plain": inspectText(value) });
  const own = ownRepresentation(value);
  if (own instanceof Promise) return own.then((data) => withText(data, value));
  if (own !== undefined) return withText(own, value);
  if (isVegaSpec(value)) return vegaBundle(value);
  const table = tableFrom(value);
  // A table's own fields say nothing of what is in it.
  const text = table === undefined || Array.isArray(value) ? inspectText(value) : tableText(table);
  return mimeBundle(
    table === undefined ? { "text/plain": text } : { "text/html": tableHtml(table), "text/plain": text },
  );
}

function ownRepresentation(value: unknown): unknown {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  const display: unknown = (value as Record<symbol, unknown>)[DISPLAY];
  return typeof display === "function" ? display.call(value) : undefined;
}

function withText(data: unknown, value: unknown): MimeBundle {
  if (data === null || typeof data !== "object") {
    throw new TypeError(
      `[Symbol.for("Jupyter.display")]() must return an object of MIME types, not ${inspectText(data)}`,
    );
  }
  const bundle = { ...(data as Record<string, unknown>) };
  // Every frontend can show text; a representation without it would be invisible in some.
  if (Object.keys(bundle).length > 0) bundle["text/plain"] ??= inspectText(value);
  return mimeBundle(bundle);
}
