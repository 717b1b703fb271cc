import { JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ISettingConnector, ISettingRegistry, SettingRegistry } from "@jupyterlab/settingregistry";
import json5 from "json5";
import { fetchTranslate, LocalizedConnector } from "./localized-connector.ts";
import { SettingValidator } from "./setting-validator.ts";

const languagePlugin = "@jupyterlab/translation-extension:plugin";

/**
 * Provides the setting registry in place of JupyterLab's plugin of the same kind, whose validator needs `eval`.
 * Only settings of plugins that the app has are read, in the interface's language.
 */
export const settingsPlugin: JupyterFrontEndPlugin<ISettingRegistry> = {
  id: "ulm-notebook:settings",
  description: "Provides the setting registry.",
  autoStart: true,
  provides: ISettingRegistry,
  requires: [ISettingConnector, JupyterFrontEnd.IPaths],
  activate: async (app: JupyterFrontEnd, connector: ISettingConnector, paths: JupyterFrontEnd.IPaths) => {
    const { values } = await connector.list("active");
    const translate = await fetchTranslate(paths.urls.translations ?? "", localeOf(values));
    const localized = new LocalizedConnector(connector, translate);
    const plugins = values.filter((plugin) => app.hasPlugin(plugin.id)).map((plugin) => localized.localize(plugin));
    return new SettingRegistry({ connector: localized, plugins, validator: new SettingValidator() });
  },
};

/** The locale that the user chose, or the host's choice. */
function localeOf(plugins: ISettingRegistry.IPlugin[]): string {
  const raw = plugins.find(({ id }) => id === languagePlugin)?.raw ?? "{}";
  try {
    return (json5.parse(raw) as { locale?: string }).locale ?? "default";
  } catch {
    // The settings editor will report the syntax error; the app starts all the same.
    return "default";
  }
}
