import type { FairnessAudit } from "../trust/fairness/fairness-audit.ts";
import { rateWords } from "../trust/fairness/fairness-words.ts";
import { rateNames } from "../trust/fairness/group-rates.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";

/** The rates of each group with their intervals, one under the other: groups are treated alike where their points agree. */
export function fairnessRates(audit: FairnessAudit, options: ChartOptions = {}): Chart {
  const values = rateNames.flatMap((name) =>
    audit.groups
      .filter((group) => group[name].value !== null)
      .map((group) => ({ rate: rateWords[name].en, group: String(group.group), ...group[name] })),
  );
  const groups = audit.groups.map(({ group }) => String(group));
  const encoding = {
    y: {
      ...{ field: "rate", type: "nominal", title: null },
      sort: rateNames.map((name) => rateWords[name].en),
      axis: { labelLimit: 240 },
    },
    yOffset: { field: "group", type: "nominal", sort: groups },
    color: { field: "group", type: "nominal", title: "Group", sort: groups, scale: { range: palette } },
  };
  const share = { type: "quantitative", title: "Share", scale: { domain: [0, 1] } };
  const content = {
    data: { values },
    height: options.height ?? { step: 18, for: "offset" },
    encoding,
    layer: [
      {
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { x: { field: "lower", ...share }, x2: { field: "upper" } },
      },
      {
        mark: { type: "point", filled: true, size: 70, tooltip: true },
        encoding: { x: { field: "value", ...share } },
      },
    ],
  };
  const description = `Selection rate, true and false positive rate and precision of ${groups.length} groups, with intervals.`;
  return buildChart({ content, title: "How groups are treated", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = {
  ...Object.fromEntries(rateNames.map((name) => [rateWords[name].en, rateWords[name]["zh-CN"]])),
  "How groups are treated": "各组的待遇",
  Group: "组别",
  Share: "比例",
};
