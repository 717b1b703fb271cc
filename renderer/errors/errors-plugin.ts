import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { CodeCell } from "@jupyterlab/cells";
import { INotebookTracker, type Notebook } from "@jupyterlab/notebook";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ErrorRenderer } from "./error-renderer.ts";
import { CELL_LINK, type CellPlace, placeOf } from "./link-cells.ts";

const ERROR_TEXT = "application/vnd.jupyter.stderr";

/** Lets errors lead to the line of the cell that they name. */
export const errorsPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:errors",
  description: "Draws errors, and leads from them to their cells.",
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry],
  activate: (_app: JupyterFrontEnd, notebooks: INotebookTracker, registry: IRenderMimeRegistry) => {
    registry.removeMimeType(ERROR_TEXT);
    registry.addFactory(
      { safe: true, mimeTypes: [ERROR_TEXT], createRenderer: (options) => new ErrorRenderer(options) },
      110,
    );
    // Outputs that are shown elsewhere, or anew, are copies: what is clicked is found from the page.
    document.addEventListener("click", (event) => {
      const link = (event.target as Element | null)?.closest<HTMLElement>(`.${CELL_LINK}`);
      if (!link) return;
      event.preventDefault();
      const panel = notebooks.find(({ node }) => node.contains(link));
      if (panel !== undefined) void goTo(panel.content, link, placeOf(link));
    });
  },
};

async function goTo(notebook: Notebook, link: Element, { count, line, column }: CellPlace): Promise<void> {
  const candidates = notebook.widgets.filter((cell) => (cell as CodeCell).model.executionCount === count);
  // After a restart counts begin anew; an error of a cell's own is the likeliest to mean it.
  const cell = candidates.find(({ node }) => node.contains(link)) ?? candidates.at(-1);
  if (cell === undefined) return;
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  notebook.deselectAll();
  await notebook.scrollToCell(cell);
  await cell.ready;
  notebook.mode = "edit";
  cell.editor?.setCursorPosition({ line: line - 1, column: column - 1 });
  cell.editor?.focus();
}
