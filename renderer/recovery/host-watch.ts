import { Signal, type ISignal } from "@lumino/signaling";

/** Between two attempts to reach a host that does not answer, in milliseconds. */
const PATIENCE = 1000;

/** Sees that the host was started again under the page: the kernels it had are gone, whatever the page still shows. */
export class HostWatch {
  readonly #fetchStart: () => Promise<string>;
  readonly #lost = new Signal<this, void>(this);
  readonly #answered = new Signal<this, void>(this);
  readonly #restarted = new Signal<this, void>(this);
  #start: string | undefined;
  #looking: Promise<void> | undefined;

  /** @param fetchStart asks the host when it was started; rejects while there is none */
  constructor(fetchStart: () => Promise<string>) {
    this.#fetchStart = fetchStart;
  }

  /** Emitted when the host was asked and does not answer, once until it does. */
  get lost(): ISignal<this, void> {
    return this.#lost;
  }

  /** Emitted when a host answers that had not. */
  get answered(): ISignal<this, void> {
    return this.#answered;
  }

  /** Emitted when the host that answers is not the one that had answered before. */
  get restarted(): ISignal<this, void> {
    return this.#restarted;
  }

  /** Asks until the host answers. Whoever calls meanwhile waits for the same answer. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<void> {
    let isLost = false;
    let start: string | undefined;
    while ((start = await this.#fetchStart().catch(() => undefined)) === undefined) {
      if (!isLost) this.#lost.emit();
      isLost = true;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
    if (isLost) this.#answered.emit();
    const before = this.#start;
    this.#start = start;
    if (before !== undefined && before !== start) this.#restarted.emit();
  }
}
