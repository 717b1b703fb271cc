import type { Config } from "vega-embed";

/** Chart colours that go with the theme, from its CSS variables; a chart's own `config` wins over them. */
export function chartColours(styles: CSSStyleDeclaration): Config {
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const text = colour("--jp-content-font-color1");
  const quiet = colour("--jp-content-font-color2");
  const line = colour("--jp-border-color1");
  const faint = colour("--jp-border-color2");
  const font = styles.getPropertyValue("--jp-ui-font-family").trim();
  const labels = {
    labelColor: quiet,
    titleColor: text,
    labelFont: font,
    titleFont: font,
    titleFontWeight: 500,
  } as const;
  return {
    background: "transparent",
    font,
    axis: {
      ...labels,
      domainColor: line,
      tickColor: line,
      gridColor: faint,
      labelFontSize: 11,
      labelSeparation: 6,
      titleFontSize: 12,
    },
    legend: { ...labels, labelFontSize: 11, titleFontSize: 12 },
    header: labels,
    title: {
      color: text,
      subtitleColor: quiet,
      font,
      subtitleFont: font,
      fontSize: 14,
      fontWeight: 600,
      anchor: "start",
      offset: 12,
    },
    text: { color: text },
    rule: { color: quiet },
    view: { stroke: "transparent" },
    mark: { color: colour("--ulm-chart-1") },
    range: { category: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => colour(`--ulm-chart-${i}`)) },
  } as Config;
}
