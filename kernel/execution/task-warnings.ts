import type * as compute from "ulm/compute";
import { languages, type Localized } from "../../notebooks/localized.ts";
import type { DisplaySink } from "./display/display-api.ts";
import { escapeHtml } from "./display/escape-html.ts";
import { localizedHtml } from "./display/localized-html.ts";
import { mimeBundle } from "./display/mime-bundle.ts";
import type { Run } from "./run.ts";

/** What the library warns of in one run: each warning stands once below the cell, with how often it came. */
export class TaskWarnings {
  readonly #sink: DisplaySink;
  readonly #run: Run;
  /** How often each has come. */
  readonly #counts = new Map<string, number>();
  readonly #ids = new Map<string, string>();

  constructor(sink: DisplaySink, run: Run) {
    this.#sink = sink;
    this.#run = run;
  }

  show({ from, text, count: times = 1 }: compute.TaskWarning): void {
    const key = `${from}: ${text.en}`;
    const count = (this.#counts.get(key) ?? 0) + times;
    const isKnown = this.#counts.has(key);
    this.#counts.set(key, count);
    const id = this.#ids.get(key) ?? `warning-${this.#run.id}-${this.#ids.size + 1}`;
    this.#ids.set(key, id);
    const said = count === 1 ? text : localize((language) => `${text[language]} (${count}×)`);
    const bundle = mimeBundle({
      "text/plain": languages.map((language) => `${from}: ${said[language]}`).join("\n"),
      "text/html": `<p class="ulm-warning"><b>${escapeHtml(from)}</b>: ${localizedHtml(said)}</p>`,
    });
    this.#sink.show(bundle, { id, update: isKnown });
  }
}

function localize(say: (language: keyof Localized) => string): Localized {
  return { en: say("en"), "zh-CN": say("zh-CN") };
}
