import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IWindowResolver } from "@jupyterlab/apputils";
import { IStateDB, type StateDB } from "@jupyterlab/statedb";

/**
 * Saves the layout as the page goes. JupyterLab saves it half a second after the last change, which is too late for a
 * reload right after a document was opened. Database and store are in memory, so that this ends before the page does.
 */
export const layoutPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:layout",
  description: "Saves the layout before the page is left.",
  autoStart: true,
  requires: [IStateDB, IWindowResolver],
  activate: (app: JupyterFrontEnd, state: IStateDB, { name: id }: IWindowResolver) => {
    window.addEventListener("pagehide", () => {
      void (state as StateDB)
        .toJSON()
        .then((data) => app.serviceManager.workspaces.save(id, { data, metadata: { id } } as never));
    });
  },
};
