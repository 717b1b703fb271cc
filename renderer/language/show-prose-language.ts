import type { Cell } from "@jupyterlab/cells";
import type { Notebook } from "@jupyterlab/notebook";
import type { Language } from "../../notebooks/localized.ts";
import type { CellMetadata } from "../../notebooks/lesson.ts";

/** What a cell's metadata says under `ulm`. */
export function cellMetadata(cell: Cell): CellMetadata {
  return (cell.model.getMetadata("ulm") as CellMetadata | undefined) ?? {};
}

/**
 * Hides the prose cells of the other language, the way a collapsed heading hides its cells: they stay in the notebook, and
 * navigation passes over them. A cell without a language is always shown.
 */
export function showProseLanguage(notebook: Notebook, language: Language): void {
  for (const cell of notebook.widgets) {
    const { language: own } = cellMetadata(cell);
    if (own !== undefined) cell.setHidden(own !== language);
  }
  if (notebook.activeCell?.isHidden !== true) return;
  const firstShown = notebook.widgets.findIndex((cell) => !cell.isHidden);
  if (firstShown >= 0) notebook.activeCellIndex = firstShown;
}
