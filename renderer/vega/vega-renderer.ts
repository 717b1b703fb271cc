import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { Result, VisualizationSpec } from "vega-embed";
import { chartColours } from "./chart-colours.ts";
import { grammarOf } from "./mime-types.ts";

/** Draws one chart output and draws it again when the theme or the language changes. */
export class VegaRenderer extends Widget implements IRenderMime.IRenderer {
  readonly #mimeType: string;
  #spec: VisualizationSpec | undefined;
  #drawn: Result | undefined;
  #turn = 0;

  constructor(options: IRenderMime.IRendererOptions) {
    super();
    this.#mimeType = options.mimeType;
    this.addClass("ulm-Chart");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const spec = model.data[this.#mimeType];
    if (typeof spec !== "object" || spec === null) return this.#showProblem("A chart's data must be a JSON object.");
    this.#spec = spec as unknown as VisualizationSpec;
    await this.redraw();
  }

  /** Draws the chart with the colours of the current theme. */
  async redraw(): Promise<void> {
    if (!this.#spec || this.isDisposed) return;
    const turn = ++this.#turn;
    const { drawChart } = await import(/* webpackChunkName: "vega" */ "./draw-chart.ts");
    // JSON outputs are frozen and shared; Vega writes into what it is given.
    const spec = structuredClone(this.#spec);
    // The output's type says which grammar this is; an address that says otherwise would only confuse.
    delete spec.$schema;
    const config = chartColours(getComputedStyle(document.body));
    const element = document.createElement("div");
    element.className = "ulm-Chart-drawing";
    try {
      const drawn = await drawChart(element, spec, {
        mode: grammarOf(this.#mimeType),
        config,
        fileName: titleOf(spec),
      });
      // A later call may have overtaken this one while it was drawing.
      if (turn !== this.#turn || this.isDisposed) return drawn.finalize();
      this.#drawn?.finalize();
      this.#drawn = drawn;
      this.node.replaceChildren(element);
    } catch (error) {
      this.#showProblem((error as Error).message);
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    // A chart as wide as its container could not measure it while it was hidden.
    this.#drawn?.view.resize().runAsync();
  }

  override dispose(): void {
    this.#drawn?.finalize();
    this.#drawn = undefined;
    super.dispose();
  }

  #showProblem(message: string): void {
    const note = document.createElement("pre");
    note.className = "ulm-Chart-problem";
    note.textContent = `The chart cannot be drawn: ${message}`;
    this.node.replaceChildren(note);
  }
}

/** A name for the downloaded picture. */
function titleOf(spec: VisualizationSpec): string {
  const { title } = spec as { title?: string | { text?: string | string[] } };
  const text = typeof title === "object" ? [title.text].flat().join(" ") : title;
  return text?.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "chart";
}
