import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { INotebookTracker, NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import { ITranslator } from "@jupyterlab/translation";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { callHost } from "../lessons/call-host.ts";
import { StaleMarks } from "./stale-marks.ts";

export const RUN_STALE_CELLS = "ulm:run-stale-cells";

/** Marks cells whose results are older than what they depend on; Run → Run Stale Cells brings them up to date. */
export const stalePlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:stale-cells",
  description: "Marks cells whose results are stale, and runs them on demand.",
  autoStart: true,
  requires: [INotebookTracker, ITranslator],
  optional: [IMainMenu, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    translator: ITranslator,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
  ) => {
    const trans = translator.load("ulm-notebook");
    const marks = new WeakMap<NotebookPanel, StaleMarks>();
    notebooks.widgetAdded.connect(async (_tracker, panel) => {
      await panel.context.ready;
      if (panel.isDisposed) return;
      const fetchRuns = () => {
        const query = new URLSearchParams({ path: panel.context.path });
        return callHost<CellRun[]>(app.serviceManager.serverSettings, "GET", `runs?${query}`);
      };
      const ofPanel = new StaleMarks(panel, trans, fetchRuns);
      ofPanel.changed.connect(() => app.commands.notifyCommandChanged(RUN_STALE_CELLS));
      marks.set(panel, ofPanel);
      // Modules beside the notebook are edited here and in other programs.
      const refresh = () => panel.isVisible && ofPanel.refresh();
      window.addEventListener("focus", refresh);
      panel.disposed.connect(() => window.removeEventListener("focus", refresh));
    });
    const current = () => notebooks.currentWidget && marks.get(notebooks.currentWidget);
    app.commands.addCommand(RUN_STALE_CELLS, {
      label: trans.__("Run Stale Cells"),
      isEnabled: () => (current()?.cellsToRun.length ?? 0) > 0,
      execute: async () => {
        const panel = notebooks.currentWidget;
        const cells = current()?.cellsToRun ?? [];
        if (panel !== null) await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
      },
    });
    notebooks.currentChanged.connect(() => app.commands.notifyCommandChanged(RUN_STALE_CELLS));
    // The tracker's current notebook stays the same while a module is edited in another tab.
    app.shell.currentChanged?.connect(() =>
      notebooks.forEach((panel) => panel.isVisible && marks.get(panel)?.refresh()),
    );
    menu?.runMenu.addGroup([{ command: RUN_STALE_CELLS }], 12);
    palette?.addItem({ command: RUN_STALE_CELLS, category: trans.__("Notebook Operations") });
  },
};
