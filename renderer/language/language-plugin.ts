import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator } from "@jupyterlab/translation";
import type { Language } from "../../notebooks/localized.ts";
import { currentLanguage, languageNames, otherLanguage } from "./language.ts";
import { showProseLanguage } from "./show-prose-language.ts";

export const SWITCH_LANGUAGE = "ulm:switch-language";

/** One switch for interface and prose. */
export const languagePlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:language",
  description: "Switches the language of the interface and of the lessons' prose.",
  autoStart: true,
  requires: [INotebookTracker, ISettingRegistry, ITranslator],
  optional: [IMainMenu, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    settings: ISettingRegistry,
    translator: ITranslator,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
  ) => {
    const language = currentLanguage(translator);
    notebooks.widgetAdded.connect((_tracker, panel) => void keepProseIn(panel, language));
    app.commands.addCommand(SWITCH_LANGUAGE, {
      label: languageNames[otherLanguage(language)],
      execute: () => switchTo(app, settings, otherLanguage(language)),
    });
    menu?.viewMenu.addGroup([{ command: SWITCH_LANGUAGE }], 0);
    palette?.addItem({ command: SWITCH_LANGUAGE, category: "Language · 语言" });
  },
};

async function keepProseIn(panel: NotebookPanel, language: Language): Promise<void> {
  await panel.context.ready;
  const show = (): void => {
    if (!panel.isDisposed) showProseLanguage(panel.content, language);
  };
  show();
  panel.content.model?.cells.changed.connect(() => queueMicrotask(show));
}

/** JupyterLab reads its language once, at its start: everything is saved first, then the page starts again. */
async function switchTo(app: JupyterFrontEnd, settings: ISettingRegistry, language: Language): Promise<void> {
  await app.commands.execute("docmanager:save-all");
  await settings.set("@jupyterlab/translation-extension:plugin", "locale", language);
  window.location.reload();
}
