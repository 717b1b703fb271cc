import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { base64, type DisplaySink } from "./display/display-api.ts";
import { mimeBundle, type MimeBundle } from "./display/mime-bundle.ts";

const DISPLAY = Symbol.for("Jupyter.display");

/** Something that says by `[Symbol.for("Jupyter.display")]` how it is shown. */
export type Displayable = { [DISPLAY]: () => Record<string, unknown> };

type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => Displayable;

/** What `Deno.jupyter` offers to notebooks. */
export interface DenoJupyter {
  readonly $display: symbol;
  /** Shows a value; with `raw`, the value is a bundle by MIME type. */
  display(value: unknown, options?: { raw?: boolean; update?: boolean; display_id?: string }): Promise<void>;
  /** The representations of a value, by MIME type. */
  format(value: unknown): Promise<Record<string, unknown>>;
  html: Tag;
  md: Tag;
  svg: Tag;
  /** An image by its path or its bytes (PNG or JPEG). */
  image(source: string | Uint8Array): Displayable;
}

/**
 * The `Deno` that a cell sees, so that notebooks written for Deno's kernel can show their outputs here. It is no property of
 * the global object: packages look there to find out where they run, and this is Node.
 */
export function createDenoNamespace(sink: DisplaySink): { jupyter: DenoJupyter } {
  const jupyter: DenoJupyter = {
    $display: DISPLAY,
    async display(value, { raw = false, update = false, display_id } = {}) {
      const bundle = raw ? mimeBundle(value as Record<string, unknown>) : await sink.represent(value);
      sink.show(bundle, { ...(display_id === undefined ? {} : { id: display_id }), update });
    },
    async format(value) {
      return ((await sink.represent(value)) satisfies MimeBundle).data;
    },
    html: tag("text/html"),
    md: tag("text/markdown"),
    svg: tag("image/svg+xml"),
    image: (source) => displayable(typeof source === "string" ? imageFile(source) : imageBytes(source)),
  };
  return { jupyter };
}

function displayable(data: Record<string, unknown>): Displayable {
  return { [DISPLAY]: () => data };
}

function tag(type: string): Tag {
  return (strings, ...values) => {
    const source = String.raw({ raw: strings }, ...values);
    return displayable({ [type]: source, "text/plain": source });
  };
}

function imageFile(path: string): Record<string, unknown> {
  if (extname(path).toLowerCase() === ".svg") return { "image/svg+xml": readFileSync(path, "utf8") };
  return imageBytes(readFileSync(path));
}

/** A JPEG begins with FF D8. */
function imageBytes(bytes: Uint8Array): Record<string, unknown> {
  const type = bytes[0] === 0xff && bytes[1] === 0xd8 ? "image/jpeg" : "image/png";
  return { [type]: base64(bytes, "image") };
}
