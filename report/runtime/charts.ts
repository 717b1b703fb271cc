import { chartBlockId, visitData, type ChartBlock, type VegaSpec } from "../chart-block.ts";
import { showLiveChart } from "./live-chart.ts";

let block: ChartBlock | undefined;

/** A specification with its shared data sets in place. Vega writes into what it is given, so each view gets its own. */
function readSpec(id: string): VegaSpec | undefined {
  block ??= JSON.parse(document.getElementById(chartBlockId)!.textContent) as ChartBlock;
  const { specs, datasets } = block;
  if (!Object.hasOwn(specs, id)) return undefined;
  const spec = structuredClone(specs[id]!);
  visitData(spec, (data) => {
    if (typeof data["values"] === "string") data["values"] = structuredClone(datasets[data["values"]]);
  });
  return spec;
}

// A chart comes alive shortly before it scrolls into view; one in a hidden language, when that is chosen.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      observer.unobserve(target);
      const spec = readSpec(target.dataset["chart"] ?? "");
      if (spec !== undefined) void showLiveChart(target, spec);
    }
  },
  { rootMargin: "200px" },
);
for (const element of document.querySelectorAll("[data-chart]")) observer.observe(element);
