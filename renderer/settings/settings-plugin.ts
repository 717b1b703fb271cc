import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ISettingConnector, ISettingRegistry, SettingRegistry } from "@jupyterlab/settingregistry";
import { SettingValidator } from "./setting-validator.ts";

/**
 * Provides the setting registry in place of JupyterLab's plugin of the same kind, whose validator needs `eval`.
 * Only settings of plugins that the app has are read.
 */
export const settingsPlugin: JupyterFrontEndPlugin<ISettingRegistry> = {
  id: "ulm-notebook:settings",
  description: "Provides the setting registry.",
  autoStart: true,
  provides: ISettingRegistry,
  requires: [ISettingConnector],
  activate: async (app: JupyterFrontEnd, connector: ISettingConnector) => {
    const { values } = await connector.list("active");
    const plugins = values.filter((plugin) => app.hasPlugin(plugin.id));
    return new SettingRegistry({ connector, plugins, validator: new SettingValidator() });
  },
};
