import { IConnectionLost, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { Notification } from "@jupyterlab/apputils";
import { URLExt } from "@jupyterlab/coreutils";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ServerConnection } from "@jupyterlab/services";
import { ITranslator } from "@jupyterlab/translation";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { callHost } from "../lessons/call-host.ts";
import { HostRestart } from "./host-restart.ts";
import { HostWatch } from "./host-watch.ts";

/**
 * Connects notebooks again when the host comes back, with new kernels when it is a new one. It takes the place of
 * JupyterLab's dialog about lost connections, which interrupts typing and stays after the host has come back.
 */
export const hostRestartPlugin: JupyterFrontEndPlugin<IConnectionLost> = {
  id: "ulm-notebook:host-restart",
  description: "Connects again to a host that was started again, and gives notebooks new kernels.",
  autoStart: true,
  provides: IConnectionLost,
  requires: [INotebookTracker, ITranslator],
  activate: (app: JupyterFrontEnd, notebooks: INotebookTracker, translator: ITranslator) => {
    const trans = translator.load("ulm-notebook");
    const { serverSettings: settings, sessions } = app.serviceManager;
    const watch = new HostWatch(() => fetchStart(settings));
    const restarts = new WeakMap<NotebookPanel, HostRestart>();
    notebooks.widgetAdded.connect((_tracker, panel) => {
      const fetchRuns = () =>
        callHost<CellRun[]>(settings, "GET", `runs?path=${encodeURIComponent(panel.context.path)}`);
      restarts.set(panel, new HostRestart(panel, { sessions, trans, fetchRuns }));
      panel.sessionContext.connectionStatusChanged.connect((_context, status) => {
        if (status !== "connected") void watch.look();
      });
    });
    watch.restarted.connect(() => {
      const panels = notebooks.filter(() => true);
      // Two views of one notebook share their kernel.
      const ofContexts = new Map(panels.map((panel) => [panel.sessionContext, panel]));
      for (const panel of ofContexts.values()) void restarts.get(panel)?.handle();
    });
    sayWhenLost(watch, () =>
      trans.__("The server does not answer. What you type stays here; the app connects again by itself."),
    );
    void watch.look();
    // JupyterLab loads what draws notices with the first of them: from a host that is gone it could not, nor ever after.
    void app.restored.then(() => import("react-toastify"));
    return () => watch.look();
  },
};

function sayWhenLost(watch: HostWatch, text: () => string): void {
  let notice: string | undefined;
  watch.lost.connect(() => (notice = Notification.warning(text(), { autoClose: false })));
  watch.answered.connect(() => {
    if (notice !== undefined) Notification.dismiss(notice);
  });
}

/** When the host was started, as it says. */
async function fetchStart(settings: ServerConnection.ISettings): Promise<string> {
  const response = await ServerConnection.makeRequest(URLExt.join(settings.baseUrl, "api/status"), {}, settings);
  if (!response.ok) throw new ServerConnection.ResponseError(response);
  return ((await response.json()) as { started: string }).started;
}
