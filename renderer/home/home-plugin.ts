import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette, MainAreaWidget, WidgetTracker } from "@jupyterlab/apputils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { ITranslator } from "@jupyterlab/translation";
import { homeIcon } from "@jupyterlab/ui-components";
import { currentLanguage } from "../language/language.ts";
import { ILessons } from "../lessons/lessons.ts";
import { createHomePage } from "./home-page.tsx";

export const OPEN_HOME = "ulm:home";

/** The home page: lessons, recent files, a new notebook. It opens whenever nothing else is open. */
export const homePlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:home",
  description: "Shows the home page.",
  autoStart: true,
  requires: [ILabShell, ILessons, ITranslator],
  optional: [ILayoutRestorer, IMainMenu, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    shell: ILabShell,
    lessons: ILessons,
    translator: ITranslator,
    restorer: ILayoutRestorer | null,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
  ) => {
    const trans = translator.load("ulm-notebook");
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: "ulm-home" });
    const createPage = (): MainAreaWidget => {
      const content = createHomePage({ lessons, commands: app.commands, language: currentLanguage(translator), trans });
      const page = new MainAreaWidget({ content });
      page.id = "ulm-home";
      page.toolbar.hide();
      page.title.label = trans.__("Home");
      page.title.icon = homeIcon;
      page.title.closable = true;
      void tracker.add(page);
      return page;
    };
    app.commands.addCommand(OPEN_HOME, {
      label: trans.__("Home"),
      execute: () => {
        const page = tracker.currentWidget ?? createPage();
        if (!page.isAttached) shell.add(page, "main", { rank: 0 });
        shell.activateById(page.id);
      },
    });
    menu?.viewMenu.addGroup([{ command: OPEN_HOME }], 0);
    palette?.addItem({ command: OPEN_HOME, category: "ULM Notebook" });
    void restorer?.restore(tracker, { command: OPEN_HOME, name: () => "home" });
    void app.restored.then(() => {
      const openWhenEmpty = (): void => {
        if (shell.isEmpty("main")) void app.commands.execute(OPEN_HOME);
      };
      openWhenEmpty();
      shell.layoutModified.connect(openWhenEmpty);
    });
  },
};
