import { RenderedText } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { linkCells } from "./link-cells.ts";

/** Draws errors and warnings as text whose places in cells are links, and whose files are none: a page may not open files. */
export class ErrorRenderer extends RenderedText {
  override async render(model: IRenderMime.IMimeModel): Promise<void> {
    await super.render(model);
    for (const link of this.node.querySelectorAll('a[href^="file:"]')) link.replaceWith(...link.childNodes);
    linkCells(this.node);
  }
}
