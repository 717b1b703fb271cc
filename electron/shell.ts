import { copyFile } from "node:fs/promises";
import { constants, existsSync } from "node:fs";
import { app, type BrowserWindow, dialog, Menu, shell as system } from "electron";
import { ask } from "./ask.ts";
import { type HostAddress, HostProcess, type HostProcessOptions } from "./host-process.ts";
import { toMenuTemplate } from "./menu.ts";
import { planOpen } from "./open-file.ts";
import { copyPrompt, hostDiedPrompt, hostFailedPrompt } from "./prompts.ts";
import { SHELL_CHANNEL, type ShellMessage } from "./shell-command.ts";
import type { Texts } from "./texts.ts";
import { createWindow } from "./window.ts";

/** The desktop application: one host, one window, and what passes between them and the system. */
export class Shell {
  readonly #texts: Texts;
  readonly #host: HostProcess;
  #address: HostAddress | null = null;
  #window: BrowserWindow | null = null;
  /** Not `isLoading()`, which still says true when `loadURL` resolves. */
  #hasLoaded = false;
  /** Files handed over before the window could take them. */
  #pendingFiles: string[] = [];

  constructor(texts: Texts, host: Omit<HostProcessOptions, "onUnexpectedExit">) {
    this.#texts = texts;
    this.#host = new HostProcess({ ...host, onUnexpectedExit: (reason) => void this.#handleHostExit(reason) });
  }

  async start(): Promise<void> {
    this.#installMenu();
    const address = await this.#startHost();
    if (address === null) return app.quit();
    this.#address = address;
    await this.#openWindow(address);
  }

  /** Opens a notebook that the system handed over, now or as soon as the window is there. */
  async open(file: string): Promise<void> {
    this.#pendingFiles.push(file);
    await this.#openPendingFiles();
  }

  focus(): void {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  stop(): Promise<void> {
    return this.#host.stop();
  }

  /** Asks until the host starts or the user gives up (null). */
  async #startHost(): Promise<HostAddress | null> {
    for (;;) {
      try {
        return await this.#host.start();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if ((await ask(this.#window, hostFailedPrompt(this.#texts, reason))) === "quit") return null;
      }
    }
  }

  async #handleHostExit(reason: string): Promise<void> {
    const answer = await ask(this.#window, hostDiedPrompt(this.#texts, reason));
    // Same port, same secret: the page reconnects by itself, with its unsaved work.
    const address = answer === "restart" ? await this.#startHost() : null;
    if (address === null) return app.quit();
    this.#address = address;
  }

  async #openWindow(address: HostAddress): Promise<void> {
    const window = createWindow({ hostOrigin: address.origin, texts: this.#texts, onQuit: () => app.quit() });
    this.#window = window;
    window.on("closed", () => (this.#window = null));
    await window.loadURL(address.url);
    this.#hasLoaded = true;
    await this.#openPendingFiles();
  }

  async #openPendingFiles(): Promise<void> {
    if (!this.#hasLoaded) return;
    for (const file of this.#pendingFiles.splice(0)) await this.#openFile(file);
  }

  async #openFile(file: string): Promise<void> {
    if (this.#address === null) return;
    const plan = planOpen(file, this.#address.workspace, existsSync);
    try {
      if (plan.kind === "copy-then-open") {
        if ((await ask(this.#window, copyPrompt(this.#texts, file))) === "cancel") return;
        await copyFile(plan.source, plan.target, constants.COPYFILE_EXCL);
      }
      this.#send({ kind: "open", path: plan.path });
    } catch (error) {
      dialog.showErrorBox(this.#texts.openFailedTitle, `${file}\n\n${error instanceof Error ? error.message : error}`);
    }
  }

  async #chooseFile(): Promise<void> {
    const { filePaths } = await dialog.showOpenDialog({
      defaultPath: this.#address?.workspace,
      filters: [{ name: "Notebook", extensions: ["ipynb"] }],
      properties: ["openFile"],
    });
    for (const file of filePaths) await this.open(file);
  }

  #send(message: ShellMessage): void {
    this.#window?.webContents.send(SHELL_CHANNEL, message);
  }

  #installMenu(): void {
    const template = toMenuTemplate(this.#texts, process.platform, {
      send: (command) => this.#send({ kind: "command", command }),
      openNotebook: () => void this.#chooseFile(),
      openWorkspace: () => void (this.#address && system.openPath(this.#address.workspace)),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
}
