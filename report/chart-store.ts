import { createHash } from "node:crypto";
import { visitData, type ChartBlock, type VegaSpec } from "./chart-block.ts";

/** Rows shorter than this in JSON stay in their specification. */
const minSharedLength = 200;

/** The live charts of a report. Equal specifications and equal data sets are kept once. */
export class ChartStore {
  readonly #specs = new Map<string, VegaSpec>();
  readonly #datasets = new Map<string, unknown>();

  get isEmpty(): boolean {
    return this.#specs.size === 0;
  }

  /** Keeps a specification; returns its id. */
  add(spec: VegaSpec): string {
    const shared = JSON.parse(JSON.stringify(spec)) as VegaSpec;
    visitData(shared, (data) => {
      const json = JSON.stringify(data["values"]);
      if (json === undefined || json.length < minSharedLength) return;
      const name = digest(json);
      this.#datasets.set(name, data["values"]);
      data["values"] = name;
    });
    const id = digest(JSON.stringify(shared));
    this.#specs.set(id, shared);
    return id;
  }

  toBlock(): ChartBlock {
    return { specs: Object.fromEntries(this.#specs), datasets: Object.fromEntries(this.#datasets) };
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
