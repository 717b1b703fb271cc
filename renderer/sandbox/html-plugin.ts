import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { HtmlRenderer } from "./html-renderer.ts";

/** Draws HTML outputs in place of JupyterLab's renderer, which would run their scripts in the app's own page. */
export const htmlPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:html",
  description: "Draws HTML outputs, scripted ones in a sandbox.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (_app: JupyterFrontEnd, registry: IRenderMimeRegistry) => {
    registry.removeMimeType("text/html");
    registry.addFactory(
      { safe: true, mimeTypes: ["text/html"], createRenderer: (options) => new HtmlRenderer(options) },
      50,
    );
  },
};
