import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { INotebookCellExecutor, runCell } from "@jupyterlab/notebook";

/**
 * Runs cells in place of JupyterLab's plugin of the same kind, which drops them silently while the notebook's kernel is
 * still starting: whoever presses Run at once gets results as soon as there is a kernel.
 */
export const cellExecutorPlugin: JupyterFrontEndPlugin<INotebookCellExecutor> = {
  id: "ulm-notebook:cell-executor",
  description: "Runs cells as soon as the kernel is there.",
  autoStart: true,
  provides: INotebookCellExecutor,
  activate: () =>
    Object.freeze({
      async runCell(options: INotebookCellExecutor.IRunCellOptions) {
        await options.sessionContext?.ready;
        return runCell(options);
      },
    }),
};
