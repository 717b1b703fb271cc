import { findKernelAlias } from "../../kernel/kernel-aliases.ts";
import type { Content } from "../../kernel/wire/message.ts";

/** What a kernel was told of its settings, so that the process that follows is told the same. */
export class RememberedSettings {
  #kernel: unknown;
  #settings: Content = {};

  /** @param kernelName under which the kernel was started; one kept in reserve has to be told that of an alias */
  constructor(kernelName: string) {
    this.#kernel = findKernelAlias(kernelName) && kernelName;
  }

  /** @param request content of a `KERNEL_SETTINGS_REQUEST` that the kernel has accepted */
  remember({ kernel, settings }: Content): void {
    if (kernel !== undefined) {
      this.#kernel = kernel;
      this.#settings = {};
    }
    this.#settings = { ...this.#settings, ...(settings as Content | undefined) };
  }

  /** Content of the request that tells all of it; null when there is nothing to tell. */
  get request(): Content | null {
    if (this.#kernel === undefined && Object.keys(this.#settings).length === 0) return null;
    return { settings: this.#settings, ...(this.#kernel === undefined ? {} : { kernel: this.#kernel }) };
  }
}
