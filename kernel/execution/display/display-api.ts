import type { Run } from "../run.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import { mimeBundle } from "./mime-bundle.ts";
import { vegaBundle } from "./vega.ts";

/** Sends a bundle to the notebook as the output of the run that executes, or of another. */
export interface DisplaySink {
  show(bundle: MimeBundle | Promise<MimeBundle>, options: { id?: string; update?: boolean; run?: Run }): void;
  represent(value: unknown): MimeBundle | Promise<MimeBundle>;
  clear(wait: boolean): void;
}

/** One output on the page, which can be redrawn in place. */
export interface DisplayHandle {
  readonly id: string;
  /** Redraws this output with another value. */
  update(value: unknown): void;
}

/** The `display` that cells see: shows any value, and has a method for each kind of raw content. */
export interface Display {
  /** Shows a value as a cell's result would be shown; the handle redraws it. */
  (value: unknown): DisplayHandle;
  html(html: string): DisplayHandle;
  markdown(markdown: string): DisplayHandle;
  latex(latex: string): DisplayHandle;
  text(text: string): DisplayHandle;
  svg(svg: string): DisplayHandle;
  /** Bytes of an image, or their base64. */
  png(image: Uint8Array | string): DisplayHandle;
  jpeg(image: Uint8Array | string): DisplayHandle;
  json(value: unknown): DisplayHandle;
  /** A Vega-Lite specification. */
  vegaLite(spec: object): DisplayHandle;
  /** Any MIME type. */
  raw(mimeType: string, data: unknown): DisplayHandle;
  /** Removes the cell's outputs so far; with `wait`, when the next one comes. */
  clear(wait?: boolean): void;
}

/** As a cell's result it is nothing to show: what it stands for is on the page already. */
export class OutputHandle implements DisplayHandle {
  readonly id: string;
  readonly update: (value: unknown) => void;

  constructor(id: string, update: (value: unknown) => void) {
    this.id = id;
    this.update = update;
  }
}

/** Builds the `display` of one notebook session. */
export function createDisplay(sink: DisplaySink): Display {
  let count = 0;
  const prefix = Math.random().toString(36).slice(2, 10);

  const show = (bundle: MimeBundle | Promise<MimeBundle>): DisplayHandle => {
    const id = `ulm-${prefix}-${++count}`;
    sink.show(bundle, { id });
    return new OutputHandle(id, (value) => sink.show(sink.represent(value), { id, update: true }));
  };
  const of = (type: string, data: unknown) => show(mimeBundle({ [type]: data }));

  return Object.assign((value: unknown) => show(sink.represent(value)), {
    html: (html: string) => of("text/html", text(html, "html")),
    markdown: (markdown: string) => of("text/markdown", text(markdown, "markdown")),
    latex: (latex: string) => of("text/latex", text(latex, "latex")),
    text: (plain: string) => of("text/plain", text(plain, "text")),
    svg: (svg: string) => of("image/svg+xml", text(svg, "svg")),
    png: (image: Uint8Array | string) => of("image/png", base64(image, "png")),
    jpeg: (image: Uint8Array | string) => of("image/jpeg", base64(image, "jpeg")),
    json: (value: unknown) => of("application/json", value),
    vegaLite: (spec: object) => show(vegaBundle(spec)),
    raw: of,
    clear: (wait = false) => void sink.clear(wait),
  });
}

function text(value: string, method: string): string {
  if (typeof value !== "string") throw new TypeError(`display.${method} takes a string, not ${typeof value}`);
  return value;
}

/** Jupyter carries binary content as base64. */
export function base64(image: Uint8Array | string, method: string): string {
  if (typeof image === "string") return image.replace(/^data:[^,]*,/, "");
  if (image instanceof Uint8Array)
    return Buffer.from(image.buffer, image.byteOffset, image.byteLength).toString("base64");
  throw new TypeError(`display.${method} takes the image's bytes (Uint8Array) or its base64, not ${typeof image}`);
}
