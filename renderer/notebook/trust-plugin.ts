import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { showErrorMessage } from "@jupyterlab/apputils";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator } from "@jupyterlab/translation";
import { callHost } from "../lessons/call-host.ts";

const TRUST_NOTEBOOK = "notebook:trust";

/** Makes the user's decision to trust a notebook last: the host, which ignores what a file says of itself, is told. */
export const trustPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:trust",
  description: "Remembers which notebooks the user trusts.",
  autoStart: true,
  requires: [INotebookTracker, ITranslator],
  activate: (app: JupyterFrontEnd, notebooks: INotebookTracker, translator: ITranslator) => {
    const trans = translator.load("ulm-notebook");
    app.commands.commandExecuted.connect(async (_commands, { id, result }) => {
      const panel = notebooks.currentWidget;
      if (id !== TRUST_NOTEBOOK || panel === null) return;
      try {
        // The command asks, and saves after a yes.
        const decision = (await result) as { trusted: boolean } | undefined;
        if (decision?.trusted !== true) return;
        await callHost(app.serviceManager.serverSettings, "POST", "trust", { path: panel.context.path });
      } catch (error) {
        await showErrorMessage(trans.__("The notebook could not be trusted"), error as Error);
      }
    });
  },
};
