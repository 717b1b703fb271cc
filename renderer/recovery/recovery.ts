import { Notification } from "@jupyterlab/apputils";
import type { CodeCellModel } from "@jupyterlab/cells";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Kernel, KernelMessage, ServerConnection } from "@jupyterlab/services";
import type { TranslationBundle } from "@jupyterlab/translation";
import { describeExit, type KernelLoss } from "../../notebooks/kernel-loss.ts";
import type { Language } from "../../notebooks/localized.ts";
import { askForReplay } from "./ask-for-replay.tsx";
import { fetchReplay, replay } from "./replay.ts";

export interface RecoveryOptions {
  settings: ServerConnection.ISettings;
  language: Language;
  trans: TranslationBundle;
}

/** The kernel needs about a second until it knows that a cell cannot be stopped, in milliseconds. */
const PATIENCE = 1500;
/** Of a cell's text, as much as one can recognise it by. */
const SHOWN_LINES = 6;

/**
 * Stays with a notebook's kernel when things go wrong: says why it ended, or that a cell cannot be interrupted, and brings
 * its variables back by running again what had been run.
 */
export class Recovery {
  readonly #panel: NotebookPanel;
  readonly #options: RecoveryOptions;
  #isAsking = false;
  /** A notice says that the running cell cannot be interrupted. */
  #isStuck = false;

  constructor(panel: NotebookPanel, options: RecoveryOptions) {
    this.#panel = panel;
    this.#options = options;
    const { sessionContext } = panel;
    const follow = (kernel: Kernel.IKernelConnection | null | undefined) => kernel?.anyMessage.connect(this.#listen);
    follow(sessionContext.session?.kernel);
    sessionContext.kernelChanged.connect((_context, { newValue }) => void follow(newValue));
  }

  /** The user wants the running cell to stop: when it does not, there is another way. */
  async handleInterrupt(): Promise<void> {
    const kernel = this.#panel.sessionContext.session?.kernel;
    const running = this.#runningCell()?.id;
    await new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
    if (!kernel || kernel.isDisposed || kernel.status !== "busy") return;
    // Another cell may be running by now, and people press the button more than once.
    if (this.#runningCell()?.id !== running || this.#isStuck) return;
    this.#isStuck = true;
    const { trans, settings } = this.#options;
    const cells = await fetchReplay(this.#panel, settings, running);
    const label = cells.length > 0 ? trans.__("Restart and run cells again (%1)", cells.length) : trans.__("Restart");
    const notice = Notification.warning(
      trans.__("The running cell cannot be interrupted: it is inside native code. It stops when that returns."),
      { autoClose: false, actions: [{ label, callback: () => void this.#restart(cells) }] },
    );
    const dismiss = (_kernel: Kernel.IKernelConnection, status: Kernel.Status) => {
      if (status === "busy") return;
      this.#isStuck = false;
      kernel.statusChanged.disconnect(dismiss);
      Notification.dismiss(notice);
    };
    kernel.statusChanged.connect(dismiss);
  }

  readonly #listen = (_kernel: Kernel.IKernelConnection, { msg, direction }: Kernel.IAnyMessageArgs): void => {
    if (direction === "recv" && msg.header.msg_type === "status") {
      const loss = msg.metadata["ulm"] as unknown as KernelLoss | undefined;
      const { execution_state } = (msg as KernelMessage.IStatusMsg).content;
      if (loss !== undefined) void this.#explainLoss(loss, execution_state === "dead");
    }
  };

  async #explainLoss({ cause, running, replay: cells }: KernelLoss, isDead: boolean): Promise<void> {
    // One that keeps ending is told of once.
    if (this.#isAsking && !isDead) return;
    this.#isAsking = true;
    const { trans, language } = this.#options;
    const source = this.#panel.content.widgets.find(({ model }) => model.id === running)?.model.sharedModel.getSource();
    const question = {
      title: trans.__("The kernel of “%1” has ended", this.#panel.title.label),
      explanation: [
        trans.__("Reason: %1.", describeExit(cause)[language]),
        isDead
          ? trans.__("It ended several times in a row and was not started again. Its variables are lost.")
          : trans.__("It was started again; its variables are lost."),
      ],
      code: source === undefined ? undefined : firstLines(source),
      count: cells.length,
      ...(isDead ? { restart: { decline: trans.__("Not now") } } : {}),
    };
    const answer = await askForReplay(question, trans);
    this.#isAsking = false;
    if (answer === "nothing") return;
    if (isDead) await this.#startAnew();
    if (answer === "replay") await replay(this.#panel, cells);
  }

  async #restart(cells: readonly string[]): Promise<void> {
    await this.#panel.sessionContext.restartKernel();
    await replay(this.#panel, cells);
  }

  /** A dead kernel is not restarted but replaced. */
  async #startAnew(): Promise<void> {
    const { sessionContext } = this.#panel;
    await sessionContext.changeKernel({ name: sessionContext.kernelPreference.name ?? "" });
  }

  #runningCell(): CodeCellModel | undefined {
    const models = this.#panel.content.widgets.map(({ model }) => model);
    return models.find((model) => (model as CodeCellModel).executionState === "running") as CodeCellModel | undefined;
  }
}

function firstLines(source: string): string {
  const lines = source.split("\n");
  return lines.length > SHOWN_LINES ? [...lines.slice(0, SHOWN_LINES), "…"].join("\n") : source;
}
