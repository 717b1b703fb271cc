import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IThemeManager } from "@jupyterlab/apputils";
import { ITranslator } from "@jupyterlab/translation";

/** Registers the app's light and dark theme. Which one is used is a setting; by default it follows the system. */
export const themePlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:themes",
  description: "Adds the light and the dark theme.",
  autoStart: true,
  requires: [IThemeManager, ITranslator],
  activate: (_app: JupyterFrontEnd, manager: IThemeManager, translator: ITranslator) => {
    const trans = translator.load("ulm-notebook");
    const themes = [
      { name: "ULM Light", displayName: trans.__("Light"), isLight: true, file: "light.css" },
      { name: "ULM Dark", displayName: trans.__("Dark"), isLight: false, file: "dark.css" },
    ];
    for (const { name, displayName, isLight, file } of themes) {
      manager.register({
        name,
        displayName,
        isLight,
        themeScrollbars: !isLight,
        load: () => manager.loadCSS(`ulm-notebook/${file}`),
        unload: () => Promise.resolve(undefined),
      });
    }
  },
};
