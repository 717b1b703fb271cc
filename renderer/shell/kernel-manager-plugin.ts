import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IKernelManager, type Kernel } from "@jupyterlab/services";

/** Lets plugins reach the kernels of the app's service manager by token. */
export const kernelManagerPlugin: JupyterFrontEndPlugin<Kernel.IManager> = {
  id: "ulm-notebook:kernel-manager",
  description: "Provides the kernel manager.",
  autoStart: true,
  provides: IKernelManager,
  activate: (app: JupyterFrontEnd) => app.serviceManager.kernels,
};
