import type { Message } from "../../kernel/wire/message.ts";
import type { MimeBundle, Output } from "../contents/notebook.ts";

/** Outputs that are shown under one display id, wherever in the notebook they are. */
export type DisplayRegistry = Map<string, Output[]>;

/** Gathers the outputs of one run of a cell from the kernel's messages, as a notebook stores them. */
export class OutputCollector {
  readonly #outputs: Output[] = [];
  readonly #displays: DisplayRegistry;
  /** A `clear_output` that waits for the next output. */
  #clearsNext = false;

  /** @param displays shared by all cells of a run: a cell can update what another has displayed */
  constructor(displays: DisplayRegistry) {
    this.#displays = displays;
  }

  get outputs(): Output[] {
    return this.#outputs;
  }

  accept({ header, content }: Message): void {
    if (header.msg_type === "stream") this.#addStream(String(content.name), String(content.text));
    else if (header.msg_type === "display_data")
      this.#addDisplay({ output_type: "display_data", ...bundleOf(content) }, content);
    else if (header.msg_type === "execute_result") {
      const { execution_count } = content;
      this.#addDisplay({ output_type: "execute_result", execution_count, ...bundleOf(content) }, content);
    } else if (header.msg_type === "error") {
      const { ename, evalue, traceback } = content;
      this.#add({ output_type: "error", ename, evalue, traceback });
    } else if (header.msg_type === "update_display_data") this.#update(content);
    else if (header.msg_type === "clear_output") this.#clear(content.wait === true);
  }

  #addStream(name: string, text: string): void {
    const last = this.#clearsNext ? undefined : this.#outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text = `${last.text as string}${text}`;
    else this.#add({ output_type: "stream", name, text });
  }

  #addDisplay(output: Output, content: Record<string, unknown>): void {
    this.#add(output);
    const id = displayIdOf(content);
    if (id !== undefined) this.#displays.set(id, [...(this.#displays.get(id) ?? []), output]);
  }

  #update(content: Record<string, unknown>): void {
    for (const output of this.#displays.get(displayIdOf(content) ?? "") ?? []) Object.assign(output, bundleOf(content));
  }

  #add(output: Output): void {
    if (this.#clearsNext) this.#clear(false);
    this.#outputs.push(output);
  }

  #clear(waits: boolean): void {
    this.#clearsNext = waits;
    if (!waits) this.#outputs.length = 0;
  }
}

function bundleOf(content: Record<string, unknown>): { data: MimeBundle; metadata: Record<string, unknown> } {
  return { data: content.data as MimeBundle, metadata: (content.metadata ?? {}) as Record<string, unknown> };
}

function displayIdOf(content: Record<string, unknown>): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}
