import path from "node:path";
import { app } from "electron";
import { locateHost } from "./host-location.ts";
import { toLanguage } from "./language.ts";
import { findNotebookArgument } from "./open-file.ts";
import { Shell } from "./shell.ts";
import { textsIn } from "./texts.ts";

/** Starts the shell. A second start hands its file to the first and ends. */
function main(): void {
  if (!app.requestSingleInstanceLock()) return app.quit();
  const filesBeforeReady: string[] = [];
  app.on("open-file", (event, file) => {
    event.preventDefault();
    filesBeforeReady.push(file);
  });
  void app.whenReady().then(() => {
    const shell = createShell();
    app.removeAllListeners("open-file");
    app.on("open-file", (event, file) => {
      event.preventDefault();
      void shell.open(file);
    });
    app.on("second-instance", (_event, argv, workingDirectory) => {
      shell.focus();
      const file = findNotebookArgument(argv, workingDirectory);
      if (file !== null) void shell.open(file);
    });
    endWithHost(shell);
    const file = findNotebookArgument(process.argv, process.cwd());
    for (const early of file === null ? filesBeforeReady : [...filesBeforeReady, file]) void shell.open(early);
    return shell.start();
  });
}

function createShell(): Shell {
  const location = locateHost({
    isPackaged: app.isPackaged,
    resourcesPath: process.resourcesPath,
    projectPath: path.resolve(import.meta.dirname, "..", ".."),
    platform: process.platform,
    environment: process.env,
  });
  return new Shell(textsIn(toLanguage(app.getLocale())), { location, workspace: process.env.ULM_WORKSPACE });
}

/** Quitting waits until the host has ended its kernels, so that nothing is left running. */
function endWithHost(shell: Shell): void {
  let hasStopped = false;
  app.on("window-all-closed", () => app.quit());
  app.on("will-quit", (event) => {
    if (hasStopped) return;
    event.preventDefault();
    void shell.stop().finally(() => {
      hasStopped = true;
      app.quit();
    });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
}

main();
