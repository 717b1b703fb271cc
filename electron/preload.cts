// Sandboxed preload: CommonJS, and only what Electron gives it. It passes the shell's messages on and exposes nothing else.
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- it cannot be an ES module */
const { contextBridge, ipcRenderer } = require("electron") as typeof import("electron");

type Listener = (message: unknown) => void;

let listener: Listener | null = null;
/** Messages that came before the page was ready to listen. */
const waiting: unknown[] = [];

ipcRenderer.on("ulm:shell", (_event, message: unknown) => {
  if (listener === null) waiting.push(message);
  else listener(message);
});

contextBridge.exposeInMainWorld("ulmShell", {
  platform: process.platform,
  onMessage(newListener: Listener): void {
    listener = newListener;
    for (const message of waiting.splice(0)) newListener(message);
  },
});
