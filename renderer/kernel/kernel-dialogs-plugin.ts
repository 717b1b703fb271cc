import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { type ISessionContext, ISessionContextDialogs, SessionContextDialogs } from "@jupyterlab/apputils";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator } from "@jupyterlab/translation";
import { offeredSpecs } from "./offered-specs.ts";

/**
 * Asks for a kernel in place of JupyterLab's plugin of the same kind, which would list the names under which notebooks of
 * other kernels open as if they were four kernels.
 */
export const kernelDialogsPlugin: JupyterFrontEndPlugin<ISessionContextDialogs> = {
  id: "ulm-notebook:kernel-dialogs",
  description: "Asks which kernel to use.",
  autoStart: true,
  provides: ISessionContextDialogs,
  requires: [ITranslator, ISettingRegistry],
  activate: (_app: JupyterFrontEnd, translator: ITranslator, settingRegistry: ISettingRegistry) =>
    new KernelDialogs({ translator, settingRegistry }),
};

class KernelDialogs extends SessionContextDialogs {
  override selectKernel(sessionContext: ISessionContext): Promise<void> {
    return super.selectKernel(withOfferedSpecs(sessionContext));
  }
}

/** The same session, which knows of no kernels but those that are offered. */
function withOfferedSpecs(sessionContext: ISessionContext): ISessionContext {
  const { specsManager, session, kernelPreference } = sessionContext;
  const used = session?.kernel?.name ?? kernelPreference.name;
  const offered = Object.create(specsManager, { specs: { get: () => offeredSpecs(specsManager.specs, used) } });
  return new Proxy(sessionContext, {
    get(target, name) {
      if (name === "specsManager") return offered;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
