import { base64 } from "./display/display-api.ts";
import { mimeBundle } from "./display/mime-bundle.ts";
import type { DisplaySink } from "./display/display-api.ts";
import { languageInfo } from "../language-info.ts";

/** The `display` of tslab 1.0: one method for each kind of content. */
export interface TslabDisplay {
  javascript(source: string): void;
  html(source: string): void;
  markdown(source: string): void;
  latex(source: string): void;
  svg(source: string): void;
  text(source: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  raw(contentType: string, content: string | Uint8Array): void;
}

/** The module that `import * as tslab from "tslab"` gives, so that notebooks written for tslab run unchanged. */
export function createTslabModule(sink: DisplaySink): Record<string, unknown> {
  let count = 0;
  return {
    display: tslabDisplay((data) => sink.show(mimeBundle(data), {})),
    /** A display whose later calls replace what the first one showed. */
    newDisplay: () => {
      const id = `tslab-${Math.random().toString(36).slice(2, 10)}-${++count}`;
      let update = false;
      return tslabDisplay((data) => {
        sink.show(mimeBundle(data), { id, update });
        update = true;
      });
    },
    versions: { tslab: "1.0.22", typescript: languageInfo.version, node: process.version },
  };
}

function tslabDisplay(show: (data: Record<string, unknown>) => void): TslabDisplay {
  // Braces: a display has no value, so that one at a cell's end adds no result.
  const binary = (type: string, method: string) => (bytes: Uint8Array) => {
    show({ [type]: base64(bytes, method) });
  };
  const text = (type: string) => (source: string) => {
    show({ [type]: source });
  };
  return {
    javascript: text("application/javascript"),
    html: text("text/html"),
    markdown: text("text/markdown"),
    latex: text("text/latex"),
    svg: text("image/svg+xml"),
    text: text("text/plain"),
    png: binary("image/png", "png"),
    jpeg: binary("image/jpeg", "jpeg"),
    gif: binary("image/gif", "gif"),
    pdf: binary("application/pdf", "pdf"),
    raw: (type, content) => {
      show({ [type]: typeof content === "string" ? content : base64(content, "raw") });
    },
  };
}
