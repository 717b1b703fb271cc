import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";

/** What Electron's preload exposes; absent in a browser. The messages are those of `electron/shell-command.ts`. */
interface DesktopBridge {
  onMessage(listener: (message: unknown) => void): void;
}

type DesktopMessage = { kind: "command"; command: string } | { kind: "open"; path: string };

function isDesktopMessage(value: unknown): value is DesktopMessage {
  const message = value as Partial<Record<"kind" | "command" | "path", unknown>> | null;
  return (
    (message?.kind === "command" && typeof message.command === "string") ||
    (message?.kind === "open" && typeof message.path === "string")
  );
}

/** Carries out what the native menu and the system ask for. */
export const desktopPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:desktop",
  description: "Connects the native menu and opened files to the app.",
  autoStart: true,
  activate: (app: JupyterFrontEnd) => {
    const { ulmShell } = window as { ulmShell?: DesktopBridge };
    if (ulmShell === undefined) return;
    void app.restored.then(() =>
      ulmShell.onMessage((message) => {
        if (!isDesktopMessage(message)) return;
        if (message.kind === "open") void app.commands.execute("docmanager:open", { path: message.path });
        else if (app.commands.hasCommand(message.command)) void app.commands.execute(message.command);
      }),
    );
  },
};
