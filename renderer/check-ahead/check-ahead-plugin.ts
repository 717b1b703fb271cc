import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { CHECK_AHEAD_REQUEST } from "../../notebooks/check-ahead-request.ts";
import { requestOfKernel } from "../kernel/request-of-kernel.ts";

/** A pause in typing, or in going through cells, in milliseconds. */
const PATIENCE = 250;

/** Tells the kernel the text of the selected cell, so that it is compiled before it is run. Nothing runs. */
export const checkAheadPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:check-ahead",
  description: "Has the selected cell compiled before it is run.",
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_app: JupyterFrontEnd, notebooks: INotebookTracker) => {
    let timer: number | undefined;
    let told: string | undefined;
    const schedule = (panel: NotebookPanel) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const text = panel.isDisposed ? undefined : textOf(panel);
        if (text === undefined || text === told) return;
        told = text;
        tell(panel, text);
      }, PATIENCE);
    };
    notebooks.widgetAdded.connect((_tracker, panel) => {
      panel.content.activeCellChanged.connect(() => {
        told = undefined;
        schedule(panel);
      });
      void panel.context.ready.then(() => panel.content.model?.contentChanged.connect(() => schedule(panel)));
    });
  },
};

/** Of the selected cell, when it is one that runs. */
function textOf({ content }: NotebookPanel): string | undefined {
  const model = content.activeCell?.model;
  if (model?.type !== "code") return undefined;
  const text = model.sharedModel.getSource();
  return text.trim() === "" ? undefined : text;
}

/** Whether it comes to something is of no interest: the cell is compiled when it runs at the latest. */
function tell({ sessionContext }: NotebookPanel, code: string): void {
  const kernel = sessionContext.session?.kernel;
  if (kernel?.connectionStatus === "connected") void requestOfKernel(kernel, CHECK_AHEAD_REQUEST, { code });
}
