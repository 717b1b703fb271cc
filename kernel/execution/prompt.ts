import { currentRun } from "./current-run.ts";
import type { FromMain } from "./protocol.ts";

export interface PromptOptions {
  /** Hides what is typed. */
  password?: boolean;
}

/** Asks the user for a line of text: `const name = await prompt("Your name? ")`. */
export type Prompt = (text?: string, options?: PromptOptions) => Promise<string>;

/** A client that runs the cell without a user, or a cell that is over, cannot be asked. */
export class InputNotAllowedError extends Error {
  override name = "InputNotAllowedError";
}

/** Questions that wait for their answers. */
export class Prompter {
  readonly #post: (message: FromMain) => void;
  readonly #waiting = new Map<number, (value: string) => void>();
  #requests = 0;

  constructor(post: (message: FromMain) => void) {
    this.#post = post;
  }

  readonly prompt: Prompt = async (text = "", { password = false } = {}) => {
    const run = currentRun();
    if (run === undefined || run.settled || !run.allowStdin) {
      throw new InputNotAllowedError("prompt() cannot ask here: the notebook is run without a user who could answer");
    }
    const request = ++this.#requests;
    this.#post({ kind: "input-request", run: run.id, request, prompt: String(text), password });
    return new Promise((resolve) => this.#waiting.set(request, resolve));
  };

  answer(request: number, value: string): void {
    this.#waiting.get(request)?.(value);
    this.#waiting.delete(request);
  }
}
