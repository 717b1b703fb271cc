import { ILabShell, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { LabIcon } from "@jupyterlab/ui-components";
import { Widget } from "@lumino/widgets";
import mark from "../assets/mark.svg";

/** Our mark: a cycle that begins again, and the one who is in it. */
export const markIcon = new LabIcon({ name: "ulm-notebook:mark", svgstr: mark });

/** Puts the mark at the top left. */
export const logoPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:logo",
  description: "Shows the mark of the app.",
  autoStart: true,
  requires: [ILabShell],
  activate: (_app: JupyterFrontEnd, shell: ILabShell) => {
    const logo = new Widget();
    logo.id = "jp-MainLogo";
    logo.node.title = "ULM Notebook";
    markIcon.element({
      container: logo.node,
      elementPosition: "center",
      margin: "3px 10px 3px 12px",
      height: "18px",
      width: "18px",
    });
    shell.add(logo, "top", { rank: 0 });
  },
};
