import type { FairnessAudit } from "../trust/fairness/fairness-audit.ts";
import { levelText, rateWords } from "../trust/fairness/fairness-words.ts";
import { rateNames } from "../trust/fairness/group-rates.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import type { LanguageText } from "./language-text.ts";

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
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          x: { field: "value", ...share },
          tooltip: [
            { field: "rate", type: "nominal", title: "Rate" },
            { field: "group", type: "nominal", title: "Group" },
            { field: "value", type: "quantitative", title: "Share", format: ".3f" },
            { field: "lower", type: "quantitative", title: "From", format: ".3f" },
            { field: "upper", type: "quantitative", title: "To", format: ".3f" },
            { field: "count", type: "quantitative", title: "Rows", format: ",d" },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6, fontSize: 11 },
        encoding: {
          x: { field: "upper", ...share },
          text: { field: "value", type: "quantitative", format: ".2f" },
          color: { value: "#888888" },
        },
      },
    ],
  };
  const description = `Selection rate, true and false positive rate and precision of ${groups.length} groups, with intervals.`;
  const subtitle = gapText(audit);
  return buildChart(
    {
      content,
      title: "How groups are treated",
      ...(subtitle && { subtitle }),
      reading: {
        en: `Groups are treated alike where their points agree; lines: ${levelText(audit.level)} intervals`,
        "zh-CN": `各组的点越接近，待遇越一致；线段为 ${levelText(audit.level)} 区间`,
      },
      description,
      texts: { "zh-CN": chinese },
    },
    options,
  );
}

/** How far the selection rates of the groups are apart. */
function gapText({ gaps, positive }: FairnessAudit): LanguageText | undefined {
  const gap = gaps.find(({ rate }) => rate === "selectionRate");
  if (gap === undefined) return undefined;
  const figures = `${gap.difference.toFixed(3)} (${gap.lower.toFixed(3)} … ${gap.upper.toFixed(3)})`;
  return {
    en: `"${positive}" is predicted most for ${gap.highest}, least for ${gap.lowest}: ${figures} apart, ratio ${gap.ratio.toFixed(2)}`,
    "zh-CN": `预测为“${positive}”的比例：“${gap.highest}”最高，“${gap.lowest}”最低，相差 ${figures}，比值 ${gap.ratio.toFixed(2)}`,
  };
}

const chinese = {
  ...Object.fromEntries(rateNames.map((name) => [rateWords[name].en, rateWords[name]["zh-CN"]])),
  "How groups are treated": "各组的待遇",
  Group: "组别",
  Rate: "比率",
  From: "下限",
  To: "上限",
  Rows: "行数",
  Share: "比例",
};
