import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IThemeManager } from "@jupyterlab/apputils";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ITranslator } from "@jupyterlab/translation";
import { vegaMimeTypes } from "./mime-types.ts";
import { VegaRenderer } from "./vega-renderer.ts";

/** Draws Vega and Vega-Lite outputs. */
export const vegaPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:vega",
  description: "Draws Vega and Vega-Lite charts.",
  autoStart: true,
  requires: [IRenderMimeRegistry, ITranslator],
  optional: [IThemeManager],
  activate: (
    _app: JupyterFrontEnd,
    registry: IRenderMimeRegistry,
    { languageCode: language }: ITranslator,
    themes: IThemeManager | null,
  ) => {
    const charts = new Set<VegaRenderer>();
    registry.addFactory(
      {
        safe: true,
        mimeTypes: [...vegaMimeTypes],
        createRenderer: ({ mimeType }) => {
          const chart = new VegaRenderer({ mimeType, language });
          charts.add(chart);
          chart.disposed.connect(() => charts.delete(chart));
          return chart;
        },
      },
      // Before the pictures and texts that come with a chart for other clients.
      40,
    );
    themes?.themeChanged.connect(() => charts.forEach((chart) => void chart.redraw()));
  },
};
