/** The commands of the window that the shell may ask for: the whole vocabulary of the bridge, nothing else passes. */
export const shellCommands = [
  "ulm:new-notebook",
  "ulm:home",
  "ulm:export-report",
  "docmanager:save",
  "application:close",
  "notebook:run-all-cells",
  "notebook:interrupt-kernel",
  "notebook:restart-kernel",
] as const;

export type ShellCommand = (typeof shellCommands)[number];

/** What the shell sends to the window. */
export type ShellMessage = { kind: "command"; command: ShellCommand } | { kind: "open"; path: string };

/** The one IPC channel, from the shell to the window. The window sends nothing back. */
export const SHELL_CHANNEL = "ulm:shell";
