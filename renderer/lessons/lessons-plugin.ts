import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { showErrorMessage } from "@jupyterlab/apputils";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator } from "@jupyterlab/translation";
import { ILessons, Lessons } from "./lessons.ts";

export const OPEN_LESSON = "ulm:open-lesson";
export const NEW_NOTEBOOK = "ulm:new-notebook";
/** Id of the panel at the left that leads through a lesson; it comes to the front with the lesson. */
export const GUIDE_PANEL = "ulm-guide";

/** Provides the lessons, and the commands that open a notebook. */
export const lessonsPlugin: JupyterFrontEndPlugin<ILessons> = {
  id: "ulm-notebook:lessons",
  description: "Provides the lessons and the learner's progress.",
  autoStart: true,
  provides: ILessons,
  requires: [INotebookTracker, ITranslator],
  activate: (app: JupyterFrontEnd, notebooks: INotebookTracker, translator: ITranslator) => {
    const trans = translator.load("ulm-notebook");
    const lessons = new Lessons(app.serviceManager.serverSettings);
    const orExplain = async (title: string, action: () => Promise<unknown>): Promise<void> => {
      await action().catch((error: unknown) => showErrorMessage(title, error as Error));
    };
    app.commands.addCommand(OPEN_LESSON, {
      label: trans.__("Open Lesson"),
      execute: ({ lesson }) =>
        orExplain(trans.__("The lesson could not be opened"), async () => {
          const path = await lessons.open(String(lesson));
          app.shell.activateById(GUIDE_PANEL);
          await app.commands.execute("docmanager:open", { path });
        }),
    });
    app.commands.addCommand(NEW_NOTEBOOK, {
      label: trans.__("New Notebook"),
      execute: () =>
        orExplain(trans.__("The notebook could not be created"), async () => {
          const { path } = await app.serviceManager.contents.newUntitled({ type: "notebook" });
          await app.commands.execute("docmanager:open", { path, kernel: { name: "ulm" } });
        }),
    });
    notebooks.widgetAdded.connect((_tracker, panel) => void panel.context.ready.then(() => lessons.refresh()));
    void orExplain(trans.__("The lessons could not be read"), () => lessons.refresh());
    return lessons;
  },
};
