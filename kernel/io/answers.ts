import { CHECK_AHEAD_REQUEST } from "../../notebooks/check-ahead-request.ts";
import { KERNEL_SETTINGS_REQUEST } from "../../notebooks/kernel-settings.ts";
import { findKernelAlias } from "../kernel-aliases.ts";
import { checkSettings, defaultKernelOptions } from "../kernel-options.ts";
import { languageInfo } from "../language-info.ts";
import { productVersion } from "../versions.ts";
import { type Content, type Message, PROTOCOL_VERSION } from "../wire/message.ts";
import type { History } from "./history.ts";
import type { LanguageClient } from "./language-client.ts";

export interface AnswersOptions {
  language: LanguageClient;
  history: History;
  /** Open comms: id → target. */
  comms: ReadonlyMap<string, string>;
  /** The count of a cell that would be sent now. */
  nextExecutionCount(): number;
}

/** Answers what needs neither the user's thread nor the queue: at once, also while a cell computes. */
export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** The reply's content; undefined for messages that this kernel does not know. */
  async to({ header, content }: Message): Promise<Content | undefined> {
    switch (header.msg_type) {
      case "kernel_info_request":
        return kernelInfo();
      case "complete_request":
        return this.#complete(content);
      case "inspect_request":
        return this.#inspect(content);
      case "is_complete_request":
        return {
          ...(await this.#options.language.request({ kind: "isComplete", source: String(content.code ?? "") })),
        };
      case CHECK_AHEAD_REQUEST:
        return this.#checkAhead(String(content.code ?? ""));
      case KERNEL_SETTINGS_REQUEST:
        return this.#configure(content);
      case "history_request":
        return this.#options.history.answer(content);
      case "comm_info_request":
        return this.#commInfo(content.target_name);
      default:
        return undefined;
    }
  }

  async #complete({ code, cursor_pos }: Content): Promise<Content> {
    const request = { kind: "complete", source: String(code ?? ""), cursor: Number(cursor_pos ?? 0) } as const;
    const { matches, cursorStart, cursorEnd, metadata } = await this.#options.language.request(request);
    return { status: "ok", matches, cursor_start: cursorStart, cursor_end: cursorEnd, metadata };
  }

  async #inspect({ code, cursor_pos, detail_level }: Content): Promise<Content> {
    const { found, data } = await this.#options.language.request({
      kind: "inspect",
      source: String(code ?? ""),
      cursor: Number(cursor_pos ?? 0),
      detailLevel: detail_level === 1 ? 1 : 0,
    });
    return { status: "ok", found, data, metadata: {} };
  }

  async #checkAhead(source: string): Promise<Content> {
    const executionCount = this.#options.nextExecutionCount();
    await this.#options.language.request({ kind: "checkAhead", source, executionCount });
    return { status: "ok" };
  }

  /** @throws KernelOptionError */
  async #configure({ settings, kernel }: Content): Promise<Content> {
    const started = kernel === undefined ? undefined : { ...defaultKernelOptions, ...findKernelAlias(kernel)?.options };
    const request = { kind: "configure", settings: checkSettings(settings), started } as const;
    return { status: "ok", settings: await this.#options.language.request(request) };
  }

  #commInfo(target: unknown): Content {
    const wanted = [...this.#options.comms].filter(
      ([, name]) => typeof target !== "string" || target === "" || name === target,
    );
    return { status: "ok", comms: Object.fromEntries(wanted.map(([id, target_name]) => [id, { target_name }])) };
  }
}

function kernelInfo(): Content {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "ulm",
    implementation_version: productVersion,
    language_info: languageInfo,
    banner: `ULM kernel: TypeScript ${languageInfo.version} on Node.js ${process.versions.node}`,
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
    debugger: false,
    supported_features: [],
  };
}
