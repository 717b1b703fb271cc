import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { Dialog, ICommandPalette, Notification, showDialog, showErrorMessage } from "@jupyterlab/apputils";
import { URLExt } from "@jupyterlab/coreutils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import type { ServerConnection } from "@jupyterlab/services";
import { ITranslator, type TranslationBundle } from "@jupyterlab/translation";
import type { ReportExists, ReportRequest, ReportWritten } from "../../host/api.ts";
import { currentLanguage } from "../language/language.ts";
import { callHost, HostError } from "../lessons/call-host.ts";

export const EXPORT_REPORT = "ulm:export-report";

/** File → Export report as HTML: one file beside the notebook, never written over without a question. */
export const exportPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:export-report",
  description: "Writes the open notebook as one HTML file.",
  autoStart: true,
  requires: [INotebookTracker, ITranslator],
  optional: [IMainMenu, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    translator: ITranslator,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
  ) => {
    const trans = translator.load("ulm-notebook");
    const settings = app.serviceManager.serverSettings;
    app.commands.addCommand(EXPORT_REPORT, {
      label: trans.__("Export Report as HTML…"),
      isEnabled: () => notebooks.currentWidget !== null,
      execute: async () => {
        const panel = notebooks.currentWidget;
        if (panel === null) return;
        try {
          const request = { path: panel.context.path, language: currentLanguage(translator) };
          const report = await exportReport(panel, request, settings, trans);
          if (report !== null) announce(report, settings, trans);
        } catch (error) {
          await showErrorMessage(trans.__("The report could not be written"), error as Error);
        }
      },
    });
    notebooks.currentChanged.connect(() => app.commands.notifyCommandChanged(EXPORT_REPORT));
    menu?.fileMenu.addGroup([{ command: EXPORT_REPORT }], 11);
    palette?.addItem({ command: EXPORT_REPORT, category: trans.__("Notebook Operations") });
  },
};

/** The report's path, or null when the user decided against it. */
async function exportReport(
  panel: NotebookPanel,
  request: ReportRequest,
  settings: ServerConnection.ISettings,
  trans: TranslationBundle,
): Promise<string | null> {
  if (panel.context.model.dirty) await panel.context.save();
  try {
    return (await callHost<ReportWritten>(settings, "POST", "report", request)).path;
  } catch (error) {
    if (!(error instanceof HostError) || error.status !== 409) throw error;
    const changed = await resolveConflict(request, error.body as ReportExists, trans);
    return changed === null ? null : (await callHost<ReportWritten>(settings, "POST", "report", changed)).path;
  }
}

async function resolveConflict(
  request: ReportRequest,
  { path, suggestion }: ReportExists,
  trans: TranslationBundle,
): Promise<ReportRequest | null> {
  const keepBoth = Dialog.okButton({ label: trans.__("Keep both"), accept: true });
  const replace = Dialog.warnButton({ label: trans.__("Replace"), accept: true });
  const { button } = await showDialog({
    title: trans.__("A report of this name exists"),
    body: trans.__("“%1” is there already. Keep both writes “%2”.", path, suggestion),
    buttons: [Dialog.cancelButton(), replace, keepBoth],
  });
  if (button.label === keepBoth.label) return { ...request, target: suggestion };
  return button.label === replace.label ? { ...request, overwrite: true } : null;
}

function announce(path: string, settings: ServerConnection.ISettings, trans: TranslationBundle): void {
  const url = URLExt.join(settings.baseUrl, "files", URLExt.encodeParts(path));
  Notification.success(trans.__("Report written: %1", path), {
    autoClose: 10_000,
    actions: [{ label: trans.__("Open"), callback: () => void window.open(url, "_blank", "noopener") }],
  });
}
