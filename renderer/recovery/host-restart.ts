import { Notification, type ISessionContext } from "@jupyterlab/apputils";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Kernel, Session } from "@jupyterlab/services";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { replay } from "./replay.ts";
import { RunMemory } from "./run-memory.ts";

export interface HostRestartOptions {
  sessions: Session.IManager;
  trans: TranslationBundle;
  /** Asks the host for the runs of the notebook's kernel. */
  fetchRuns(): Promise<readonly CellRun[]>;
}

/**
 * Gives a notebook a kernel again after the host was started anew. It says so in a notice, not in a dialog: whoever is
 * typing goes on typing.
 */
export class HostRestart {
  readonly #panel: NotebookPanel;
  readonly #options: HostRestartOptions;
  readonly #runs = new RunMemory();
  /** Kernelspec of the kernel that the notebook has, or had until its host ended; none when its user wants none. */
  #kernelName: string | undefined;

  constructor(panel: NotebookPanel, options: HostRestartOptions) {
    this.#panel = panel;
    this.#options = options;
    const { sessionContext } = panel;
    this.#follow(sessionContext.session?.kernel);
    sessionContext.kernelChanged.connect((_context, { newValue }) => this.#follow(newValue));
    sessionContext.statusChanged.connect((_context, status) => {
      if (status === "restarting" || status === "autorestarting") this.#runs.reset();
    });
  }

  /** The host is another one than before. */
  async handle(): Promise<void> {
    const { sessions, trans } = this.#options;
    const { sessionContext, title } = this.#panel;
    const name = this.#kernelName;
    if (name === undefined) return;
    const cells = this.#runs.replay;
    try {
      // Lets go of sessions that the host does not have.
      await sessions.refreshRunning();
      if (sessionContext.session?.kernel) return;
      await startSession(sessionContext, sessions, name);
    } catch (error) {
      const said = trans.__("The server was started again, but “%1” got no kernel: %2", title.label, String(error));
      const actions = [{ label: trans.__("Try again"), callback: () => void this.handle() }];
      Notification.error(said, { autoClose: false, actions });
      return;
    }
    const label = trans.__("Run cells again (%1)", cells.length);
    const callback = () => void replay(this.#panel, cells);
    Notification.warning(
      trans.__("The server was started again. “%1” has a new kernel; its variables are lost.", title.label),
      cells.length > 0 ? { autoClose: false, actions: [{ label, callback }] } : {},
    );
  }

  #follow(kernel: Kernel.IKernelConnection | null | undefined): void {
    if (!kernel) {
      // One that its user shuts down stays away.
      if (this.#panel.sessionContext.isTerminating) this.#kernelName = undefined;
      return;
    }
    this.#kernelName = kernel.name;
    this.#runs.reset();
    kernel.anyMessage.connect(this.#listen);
    void this.#options.fetchRuns().then(
      (runs) => this.#runs.recall(runs),
      () => {},
    );
  }

  readonly #listen = (_kernel: Kernel.IKernelConnection, message: Kernel.IAnyMessageArgs): void =>
    this.#runs.hear(message);
}

/**
 * Starts the session of a notebook's path. The host gives all windows that show the notebook the same one; JupyterLab's
 * `changeKernel` would start one for each. Nothing public lets a context take a session when it is initialised already.
 */
async function startSession(context: ISessionContext, sessions: Session.IManager, name: string): Promise<void> {
  const { path, type, name: title } = context;
  const session = await sessions.startNew({ path, type, name: title, kernel: { name } });
  (context as unknown as { _handleNewSession(session: Session.ISessionConnection): void })._handleNewSession(session);
}
