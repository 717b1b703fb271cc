import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { localiseSpec, type VegaLiteSpec } from "ulm/chart";
import type { Result } from "vega-embed";
import { chartColours } from "./chart-colours.ts";
import { grammarOf } from "./mime-types.ts";

/** Draws one chart output, in the language of the interface, and draws it again when the theme changes. */
export class VegaRenderer extends Widget implements IRenderMime.IRenderer {
  readonly #mimeType: string;
  readonly #language: string;
  #spec: VegaLiteSpec | undefined;
  #drawn: Result | undefined;
  #turn = 0;

  constructor({ mimeType, language }: { mimeType: string; language: string }) {
    super();
    this.#mimeType = mimeType;
    this.#language = language;
    this.addClass("ulm-Chart");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const spec = model.data[this.#mimeType];
    if (typeof spec !== "object" || spec === null) return this.#showProblem("its data are not a JSON object.");
    this.#spec = spec as unknown as VegaLiteSpec;
    await this.redraw();
  }

  /** Draws the chart with the colours of the current theme. */
  async redraw(): Promise<void> {
    if (!this.#spec || this.isDisposed) return;
    const turn = ++this.#turn;
    const { drawChart } = await import(/* webpackChunkName: "vega" */ "./draw-chart.ts");
    const element = document.createElement("div");
    element.className = "ulm-Chart-drawing";
    try {
      const drawn = await drawChart(element, localiseSpec(this.#spec, this.#language), {
        mode: grammarOf(this.#mimeType),
        config: chartColours(getComputedStyle(document.body)),
      });
      // A later call may have overtaken this one while it was drawing.
      if (turn !== this.#turn || this.isDisposed) return drawn.finalize();
      this.#drawn?.finalize();
      this.#drawn = drawn;
      this.node.replaceChildren(element);
    } catch (error) {
      if (turn === this.#turn) this.#showProblem((error as Error).message);
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    // A chart as wide as its container could not measure it while it was hidden.
    void this.#drawn?.view.resize().runAsync();
  }

  override dispose(): void {
    this.#drawn?.finalize();
    this.#drawn = undefined;
    super.dispose();
  }

  #showProblem(message: string): void {
    this.#drawn?.finalize();
    this.#drawn = undefined;
    const note = document.createElement("pre");
    note.className = "ulm-Chart-problem";
    note.textContent = `The chart cannot be drawn: ${message}`;
    this.node.replaceChildren(note);
  }
}
