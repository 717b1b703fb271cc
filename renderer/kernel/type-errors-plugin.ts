import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator } from "@jupyterlab/translation";
import {
  KERNEL_SETTINGS_REQUEST,
  type KernelSettingsChange,
  settingsOfNotebook,
} from "../../notebooks/kernel-settings.ts";
import { specMetadata } from "./offered-specs.ts";
import { requestOfKernel } from "./request-of-kernel.ts";

export const TOGGLE_TYPE_ERRORS = "ulm:type-errors-as-warnings";

const pluginId = "ulm-notebook:kernel";
/** `renderer/settings/schemas/kernel.json`. */
type TypeErrorPreference = "errors" | "warnings";

/** What becomes of type errors: the user's choice, told to running kernels at once and to others as they start. */
export const typeErrorsPlugin: JupyterFrontEndPlugin<void> = {
  id: pluginId,
  description: "Lets type errors keep a cell from running, or be warnings.",
  autoStart: true,
  requires: [INotebookTracker, ISettingRegistry, ITranslator],
  optional: [IMainMenu, ICommandPalette],
  activate: async (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    registry: ISettingRegistry,
    translator: ITranslator,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
  ) => {
    const trans = translator.load("ulm-notebook");
    const settings = await registry.load(pluginId);
    const preference = () => settings.get("typeErrors").composite as TypeErrorPreference;
    const tell = (panel: NotebookPanel): void => {
      const kernel = panel.sessionContext.session?.kernel;
      const spec = kernel && app.serviceManager.kernelspecs.specs?.kernelspecs[kernel.name];
      // Kernels that look for no type errors are not made to by a wish to see fewer.
      const asWarnings = preference() === "warnings" && specMetadata(spec ?? undefined).typeErrors === "refuse";
      const ofNotebook = settingsOfNotebook(panel.model?.sharedModel.metadata ?? {});
      const wish: KernelSettingsChange = { typeErrors: asWarnings ? "warn" : null, ...ofNotebook };
      void requestOfKernel(kernel, KERNEL_SETTINGS_REQUEST, { settings: wish });
    };
    const follow = (panel: NotebookPanel): void => {
      panel.sessionContext.kernelChanged.connect(() => tell(panel));
      tell(panel);
    };
    notebooks.forEach(follow);
    notebooks.widgetAdded.connect((_tracker, panel) => follow(panel));
    settings.changed.connect(() => {
      notebooks.forEach(tell);
      app.commands.notifyCommandChanged(TOGGLE_TYPE_ERRORS);
    });
    app.commands.addCommand(TOGGLE_TYPE_ERRORS, {
      label: trans.__("Type Errors as Warnings"),
      caption: trans.__("Run cells that have type errors, and show the errors as warnings."),
      isToggleable: true,
      isToggled: () => preference() === "warnings",
      execute: () => settings.set("typeErrors", preference() === "warnings" ? "errors" : "warnings"),
    });
    menu?.kernelMenu.addGroup([{ command: TOGGLE_TYPE_ERRORS }], 20);
    palette?.addItem({ command: TOGGLE_TYPE_ERRORS, category: trans.__("Notebook Operations") });
  },
};
