import type { Config } from "vega-lite";

/**
 * The look of a report's charts where the notebook states none. Colours are the page's own (`currentColor`, custom
 * properties), so one drawing suits light, dark and paper, and changing the theme redraws nothing.
 */
export const chartConfig: Config = {
  background: "transparent",
  font: "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  axis: {
    domainColor: "currentColor",
    domainOpacity: 0.35,
    gridColor: "currentColor",
    gridOpacity: 0.1,
    labelColor: "currentColor",
    labelFontSize: 11,
    labelOpacity: 0.8,
    labelSeparation: 6,
    tickColor: "currentColor",
    tickOpacity: 0.35,
    titleColor: "currentColor",
    titleFontSize: 12,
    titleFontWeight: 500,
  },
  header: { labelColor: "currentColor", titleColor: "currentColor" },
  legend: {
    labelColor: "currentColor",
    titleColor: "currentColor",
    titleFontWeight: 500,
    symbolStrokeColor: "currentColor",
  },
  mark: { color: "var(--chart-1)" },
  range: { category: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `var(--chart-${index})`) },
  rule: { color: "currentColor" },
  style: { cell: { stroke: "transparent" } },
  text: { color: "currentColor" },
  title: { color: "currentColor", subtitleColor: "currentColor", anchor: "start", fontSize: 14, fontWeight: 600 },
  tick: { color: "var(--chart-1)" },
};
