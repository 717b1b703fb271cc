import { HISTORY_VARIABLE } from "../../kernel/io/history-folder.ts";
import type { KernelCommand } from "../../kernel/launch.ts";
import { OUTPUT_LIMIT_VARIABLE } from "../../kernel/output-limit.ts";
import type { Message } from "../../kernel/wire/message.ts";
import { HttpError } from "../http/http-error.ts";
import type { Log } from "../log.ts";
import { KernelProcess } from "./kernel-process.ts";
import { Kernel } from "./kernel.ts";
import { findKernelSpec, KERNEL_NAME } from "./kernel-specs.ts";

/** A window that is given much more than this in one cell does not scroll any more. In characters. */
const WINDOW_OUTPUT_LIMIT = "10000000";

export interface KernelsOptions {
  command(connectionFile: string): KernelCommand;
  runtimeDirectory: string;
  /** Where kernels keep what their users have executed. */
  historyFolder: string;
  /** Absolute; `ulm.data.read` resolves addresses of the workspace by it. */
  workspace: string;
  /** Keeps a started kernel in reserve, which hides the start of the next. */
  keepSpare: boolean;
  /** Sees every message on IOPub of every kernel. */
  onOutput(message: Message): void;
  log: Log;
}

/** All kernels of this host. */
export class Kernels {
  readonly #options: KernelsOptions;
  readonly #kernels = new Map<string, Kernel>();
  #spare: Promise<KernelProcess> | null = null;
  #isClosed = false;

  constructor(options: KernelsOptions) {
    this.#options = options;
  }

  list(): Kernel[] {
    return [...this.#kernels.values()];
  }

  /** @throws HttpError 404 */
  get(id: string): Kernel {
    const kernel = this.#kernels.get(id);
    if (kernel === undefined) throw new HttpError(404, `There is no kernel ${id}`);
    return kernel;
  }

  /**
   * Starts a kernel; it may not answer yet when this resolves.
   *
   * @param name of the kernelspec: ours, or that of another kernel whose notebooks ours runs
   * @param cwd the notebook's folder
   * @throws HttpError 400 for a kernelspec we do not have
   */
  async start(name: string, cwd: string): Promise<Kernel> {
    if (findKernelSpec(name) === undefined)
      throw new HttpError(400, `There is no kernel named "${name}" here; "${KERNEL_NAME}" is`);
    const { onOutput, log } = this.#options;
    const kernel = await Kernel.start({ name, launch: () => this.#launch(cwd), onOutput, log });
    this.#kernels.set(kernel.id, kernel);
    log.info("kernel.started", { kernel: kernel.id, pid: kernel.process?.pid });
    return kernel;
  }

  async shutdown(id: string): Promise<void> {
    const kernel = this.get(id);
    this.#kernels.delete(id);
    await kernel.shutdown();
    this.#options.log.info("kernel.shut-down", { kernel: id });
  }

  /** Starts the spare in the folder where the next kernel is most likely to be wanted. */
  warm(cwd: string): void {
    if (!this.#options.keepSpare || this.#spare !== null || this.#isClosed) return;
    const spare = this.#launchCold(cwd);
    this.#spare = spare;
    spare.then(
      (process) => process.exited.then(() => this.#forgetSpare(spare)),
      () => this.#forgetSpare(spare),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const spare = await this.#spare?.catch(() => null);
    spare?.kill();
    await Promise.all(this.list().map((kernel) => kernel.shutdown(1000)));
    this.#kernels.clear();
  }

  async #launch(cwd: string): Promise<KernelProcess> {
    const spare = await this.#spare?.catch(() => null);
    if (!spare || spare.hasExited) return this.#launchCold(cwd);
    if (spare.cwd !== cwd) {
      spare.kill(); // A running process cannot be moved from outside; the next spare waits where work goes on.
      this.#spare = null;
      const process = await this.#launchCold(cwd);
      void process.ready.then(
        () => this.warm(cwd),
        () => {},
      );
      return process;
    }
    this.#spare = null;
    void spare.ready.then(
      () => this.warm(cwd),
      () => {},
    );
    return spare;
  }

  #launchCold(cwd: string): Promise<KernelProcess> {
    const { command, runtimeDirectory, historyFolder, workspace, log } = this.#options;
    const limited = (file: string): KernelCommand => {
      const plain = command(file);
      const env = {
        [OUTPUT_LIMIT_VARIABLE]: WINDOW_OUTPUT_LIMIT,
        [HISTORY_VARIABLE]: historyFolder,
        ULM_WORKSPACE: workspace,
        ...plain.env,
      };
      return { ...plain, env };
    };
    return KernelProcess.launch({ command: limited, cwd, runtimeDirectory, log });
  }

  #forgetSpare(spare: Promise<KernelProcess>): void {
    if (this.#spare === spare) this.#spare = null;
  }
}
