import type { ISessionContext } from "@jupyterlab/apputils";
import type { Kernel } from "@jupyterlab/services";
import type { JSONObject } from "@lumino/coreutils";
import { EXERCISE_COMM_TARGET, type ExerciseReply, type ExerciseRequest } from "../../notebooks/exercise.ts";

interface Waiting {
  resolve(reply: ExerciseReply): void;
  reject(error: Error): void;
}

/** No kernel runs, or it went away before it answered. */
export class KernelUnavailableError extends Error {
  override name = "KernelUnavailableError";
}

/** Asks the notebook's kernel about exercises. Replies come in the order of the requests; a restarted kernel is asked anew. */
export class ExerciseSession {
  readonly #context: ISessionContext;
  readonly #lesson: string;
  #comm: Promise<Kernel.IComm> | null = null;
  readonly #waiting: Waiting[] = [];

  constructor(context: ISessionContext, lesson: string) {
    this.#context = context;
    this.#lesson = lesson;
    context.statusChanged.connect((_context, status) => {
      if (status === "restarting" || status === "autorestarting" || status === "dead") this.#forget();
    });
    context.kernelChanged.connect(() => this.#forget());
  }

  async request<Kind extends ExerciseRequest["kind"]>(
    request: Extract<ExerciseRequest, { kind: Kind }>,
  ): Promise<ExerciseReply> {
    await this.#context.ready;
    const comm = await this.#connect();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      void comm.send(request as unknown as JSONObject);
    });
  }

  async #connect(): Promise<Kernel.IComm> {
    const kernel = this.#context.session?.kernel;
    if (!kernel) throw new KernelUnavailableError("No kernel is running.");
    this.#comm ??= this.#open(kernel);
    return this.#comm;
  }

  async #open(kernel: Kernel.IKernelConnection): Promise<Kernel.IComm> {
    const comm = kernel.createComm(EXERCISE_COMM_TARGET);
    comm.onMsg = (message) => this.#waiting.shift()?.resolve(message.content.data as unknown as ExerciseReply);
    comm.onClose = () => this.#forget();
    await comm.open({ lesson: this.#lesson }).done;
    return comm;
  }

  #forget(): void {
    this.#comm = null;
    for (const { reject } of this.#waiting.splice(0)) reject(new KernelUnavailableError("The kernel went away."));
  }
}
