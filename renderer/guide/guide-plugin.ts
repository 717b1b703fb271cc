import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator } from "@jupyterlab/translation";
import { LabIcon } from "@jupyterlab/ui-components";
import guideSvg from "../assets/guide.svg";
import { currentLanguage } from "../language/language.ts";
import { ILessons } from "../lessons/lessons.ts";
import { GUIDE_PANEL } from "../lessons/lessons-plugin.ts";
import { createGuidePanel } from "./guide-panel.tsx";

const guideIcon = new LabIcon({ name: "ulm-notebook:guide", svgstr: guideSvg });

/** The panel at the left that leads through the lessons. */
export const guidePlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:guide",
  description: "Shows the lessons and the learner's progress beside the notebook.",
  autoStart: true,
  requires: [ILabShell, INotebookTracker, ILessons, ITranslator],
  optional: [ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    shell: ILabShell,
    notebooks: INotebookTracker,
    lessons: ILessons,
    translator: ITranslator,
    restorer: ILayoutRestorer | null,
  ) => {
    const trans = translator.load("ulm-notebook");
    const language = currentLanguage(translator);
    const panel = createGuidePanel({ lessons, notebooks, commands: app.commands, language, trans });
    panel.id = GUIDE_PANEL;
    panel.title.icon = guideIcon;
    panel.title.caption = trans.__("Guide");
    panel.node.setAttribute("role", "region");
    panel.node.setAttribute("aria-label", trans.__("Guide"));
    shell.add(panel, "left", { rank: 50 });
    restorer?.add(panel, GUIDE_PANEL);
  },
};
