import { ILabShell, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { LabIcon } from "@jupyterlab/ui-components";
import { Widget } from "@lumino/widgets";
import mark from "../assets/mark.svg";

/** Our mark: a cycle, the measures it is read by, and the one who is in it. */
export const markIcon = new LabIcon({ name: "ulm-notebook:mark", svgstr: mark });

/** Puts the mark and the name at the top left. */
export const logoPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:logo",
  description: "Shows the mark of the app.",
  autoStart: true,
  requires: [ILabShell],
  activate: (_app: JupyterFrontEnd, shell: ILabShell) => {
    const logo = new Widget();
    logo.id = "jp-MainLogo";
    logo.node.title = "ULM Notebook";
    logo.node.append(markIcon.element({ className: "ulm-mark" }));
    shell.add(logo, "top", { rank: 0 });
  },
};
