import { settingsPlugin } from "../settings/settings-plugin.ts";
import { themePlugin } from "../theme/theme-plugin.ts";
import { vegaPlugin } from "../vega/vega-plugin.ts";
import { latexPlugin } from "../latex/latex-plugin.ts";
import { logoPlugin } from "./logo-plugin.ts";
import { jupyterPlugins } from "./jupyter-plugins.ts";

/** Everything the app consists of: JupyterLab's plugins and ours. A new feature of ours is one more line here. */
export const plugins = [...jupyterPlugins, settingsPlugin, themePlugin, logoPlugin, latexPlugin, vegaPlugin];
