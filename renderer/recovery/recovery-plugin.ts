import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ITranslator } from "@jupyterlab/translation";
import type { Slot } from "@lumino/signaling";
import { currentLanguage } from "../language/language.ts";
import { Recovery } from "./recovery.ts";

const INTERRUPT_KERNEL = "notebook:interrupt-kernel";

/** Tells why a kernel ended or cannot be interrupted, and brings back its variables on demand. */
export const recoveryPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:recovery",
  description: "Says why a kernel ended, and brings its variables back.",
  autoStart: true,
  requires: [INotebookTracker, ITranslator],
  activate: (app: JupyterFrontEnd, notebooks: INotebookTracker, translator: ITranslator) => {
    const trans = translator.load("ulm-notebook");
    const options = { settings: app.serviceManager.serverSettings, language: currentLanguage(translator), trans };
    const recoveries = new WeakMap<NotebookPanel, Recovery>();
    notebooks.widgetAdded.connect((_tracker, panel) => {
      keepGenericDialogAway(panel);
      recoveries.set(panel, new Recovery(panel, options));
    });
    app.commands.commandExecuted.connect((_commands, { id }) => {
      const panel = notebooks.currentWidget;
      if (id === INTERRUPT_KERNEL && panel !== null) void recoveries.get(panel)?.handleInterrupt();
    });
  },
};

/**
 * A panel of JupyterLab's shows a dialog of its own when its kernel was started again, which knows no reason and offers
 * nothing. It has no switch; an end-to-end test sees it when it comes back.
 */
function keepGenericDialogAway(panel: NotebookPanel): void {
  const { _onSessionStatusChanged: show } = panel as unknown as { _onSessionStatusChanged: Slot<unknown, unknown> };
  panel.sessionContext.statusChanged.disconnect(show as never, panel);
}
