import { display } from "../data/display.ts";
import type { DisplayBundle } from "../data/display.ts";

/** A Vega-Lite specification. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

export const vegaLiteMimeType = "application/vnd.vegalite.v6+json";
const schema = "https://vega.github.io/schema/vega-lite/v6.json";

/** A Vega-Lite chart that notebooks draw. */
export class Chart {
  readonly spec: VegaLiteSpec;

  constructor(spec: VegaLiteSpec) {
    this.spec = { $schema: schema, ...spec };
  }

  /** Shows a specification of one's own. */
  static from(spec: object): Chart {
    return new Chart(spec as VegaLiteSpec);
  }

  toJSON(): VegaLiteSpec {
    return this.spec;
  }

  toString(): string {
    const { description, title } = this.spec;
    if (typeof description === "string") return description;
    return typeof title === "string" ? `Chart: ${title}` : "Chart";
  }

  [display](): DisplayBundle {
    return { [vegaLiteMimeType]: this.spec, "text/plain": this.toString() };
  }
}
