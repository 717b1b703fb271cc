import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { KernelMessage } from "@jupyterlab/services";
import { CHECK_AHEAD_REQUEST } from "../../notebooks/check-ahead-request.ts";

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

function tell({ sessionContext }: NotebookPanel, code: string): void {
  const kernel = sessionContext.session?.kernel;
  if (!kernel || kernel.status === "dead" || kernel.connectionStatus !== "connected") return;
  // The types know Jupyter's own messages only.
  const message = KernelMessage.createMessage<KernelMessage.IInfoRequestMsg>({
    msgType: CHECK_AHEAD_REQUEST as "kernel_info_request",
    channel: "shell",
    session: kernel.clientId,
    username: kernel.username,
    content: { code } as object as Record<string, never>,
  });
  // Whether it comes to something is of no interest: the cell is compiled when it runs at the latest.
  void kernel.sendShellMessage(message, true).done.catch(() => {});
}
