import type { MenuItemConstructorOptions } from "electron";
import type { ShellCommand } from "./shell-command.ts";
import type { Texts } from "./texts.ts";

export interface MenuActions {
  send(command: ShellCommand): void;
  openNotebook(): void;
  openWorkspace(): void;
}

/**
 * The native menu. Pages have their own menu bar, so this one is short; macOS needs it for the clipboard and for quitting.
 * Accelerators are shown but left to the page, which knows what has the focus.
 */
export function toMenuTemplate(
  texts: Texts,
  platform: NodeJS.Platform,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const command = (label: string, name: ShellCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => actions.send(name),
  });
  const file: MenuItemConstructorOptions = {
    label: texts.file,
    submenu: [
      command(texts.newNotebook, "ulm:new-notebook"),
      { label: texts.openNotebook, click: () => actions.openNotebook() },
      { type: "separator" },
      command(texts.save, "docmanager:save", "CmdOrCtrl+S"),
      command(texts.exportReport, "ulm:export-report"),
      { type: "separator" },
      command(texts.closeTab, "application:close"),
      { role: platform === "darwin" ? "close" : "quit" },
    ],
  };
  const run: MenuItemConstructorOptions = {
    label: texts.run,
    submenu: [
      command(texts.runAll, "notebook:run-all-cells"),
      command(texts.interrupt, "notebook:interrupt-kernel"),
      command(texts.restart, "notebook:restart-kernel"),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: texts.view,
    submenu: [
      command(texts.home, "ulm:home"),
      { type: "separator" },
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { role: "togglefullscreen" },
      { role: "toggleDevTools" },
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: texts.help,
    role: "help",
    submenu: [{ label: texts.openWorkspace, click: () => actions.openWorkspace() }],
  };
  const edit: MenuItemConstructorOptions = { label: texts.edit, role: "editMenu" };
  const template = [file, edit, run, view, help];
  return platform === "darwin" ? [{ role: "appMenu" }, ...template] : template;
}
