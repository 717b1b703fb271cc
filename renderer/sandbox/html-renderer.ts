import { RenderedHTML } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { hasScripts } from "./has-scripts.ts";
import { SandboxedPage } from "./sandboxed-page.ts";

/** Draws HTML outputs: plain ones in the page, scripted ones of trusted cells in a sandbox. Untrusted HTML is sanitised. */
export class HtmlRenderer extends RenderedHTML {
  #page: SandboxedPage | undefined;

  override async render(model: IRenderMime.IMimeModel): Promise<void> {
    this.#page?.dispose();
    this.#page = undefined;
    const html = String(model.data[this.mimeType] ?? "");
    if (!model.trusted || !hasScripts(html)) return super.render(model);
    this.#page = new SandboxedPage(html);
    this.node.replaceChildren(this.#page.node);
  }

  override dispose(): void {
    this.#page?.dispose();
    super.dispose();
  }
}
