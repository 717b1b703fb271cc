import path from "node:path";
import { BrowserWindow, nativeTheme, type Session, shell } from "electron";
import { ask, askNow } from "./ask.ts";
import { decideNavigation } from "./policies/navigation-policy.ts";
import { decidePermission } from "./policies/permission-policy.ts";
import { decideWindowOpen } from "./policies/window-open-policy.ts";
import { pageDiedPrompt, pageHangsPrompt, unsavedWorkPrompt } from "./prompts.ts";
import type { Texts } from "./texts.ts";

export interface WindowOptions {
  hostOrigin: string;
  texts: Texts;
  onQuit(): void;
}

/** The one window: isolated, sandboxed, confined to its host's origin. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 900,
    minWidth: 720,
    minHeight: 480,
    title: "ULM Notebook",
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#16181d" : "#fbfaf8",
    webPreferences: {
      preload: path.join(import.meta.dirname, "preload.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  confineNavigation(window, options.hostOrigin);
  confinePermissions(window.webContents.session, options.hostOrigin);
  surviveCrashes(window, options);
  guardUnsavedWork(window, options.texts);
  return window;
}

function confineNavigation(window: BrowserWindow, hostOrigin: string): void {
  const { webContents } = window;
  webContents.on("will-frame-navigate", (details) => {
    const { decision, reason } = decideNavigation(details, hostOrigin);
    if (decision === "allow") return;
    details.preventDefault();
    if (decision === "open-externally") void shell.openExternal(details.url);
    else console.warn(`navigation refused: ${reason}`);
  });
  webContents.on("will-redirect", (details) => {
    if (decideNavigation(details, hostOrigin).decision !== "allow") details.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    const { decision, reason } = decideWindowOpen(url, hostOrigin);
    if (decision === "open-externally") void shell.openExternal(url);
    else console.warn(`new window refused: ${reason}`);
    return { action: "deny" };
  });
  webContents.on("will-attach-webview", (event) => event.preventDefault());
}

function confinePermissions(session: Session, hostOrigin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const request = { permission, requestingUrl: details.requestingUrl, isMainFrame: details.isMainFrame };
    answer(decidePermission(request, hostOrigin).decision === "grant");
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const request = { permission, requestingUrl: requestingOrigin, isMainFrame: details.isMainFrame };
    return decidePermission(request, hostOrigin).decision === "grant";
  });
  session.setDevicePermissionHandler(() => false);
}

function surviveCrashes(window: BrowserWindow, { texts, onQuit }: WindowOptions): void {
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    void ask(window, pageDiedPrompt(texts, reason)).then((answer) =>
      answer === "reload" ? window.webContents.reload() : onQuit(),
    );
  });
  window.on("unresponsive", () => {
    void ask(window, pageHangsPrompt(texts)).then((answer) => {
      if (answer === "reload") window.webContents.forcefullyCrashRenderer();
    });
  });
}

/** The page refuses to unload while a document is dirty; the user decides. */
function guardUnsavedWork(window: BrowserWindow, texts: Texts): void {
  window.webContents.on("will-prevent-unload", (event) => {
    if (askNow(window, unsavedWorkPrompt(texts)) === "leave") event.preventDefault();
  });
}
