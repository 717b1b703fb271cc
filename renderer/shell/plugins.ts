import { checkAheadPlugin } from "../check-ahead/check-ahead-plugin.ts";
import { desktopPlugin } from "../desktop/desktop-plugin.ts";
import { errorsPlugin } from "../errors/errors-plugin.ts";
import { exercisesPlugin } from "../exercises/exercises-plugin.ts";
import { guidePlugin } from "../guide/guide-plugin.ts";
import { homePlugin } from "../home/home-plugin.ts";
import { kernelDialogsPlugin } from "../kernel/kernel-dialogs-plugin.ts";
import { typeErrorsPlugin } from "../kernel/type-errors-plugin.ts";
import { languagePlugin } from "../language/language-plugin.ts";
import { latexPlugin } from "../latex/latex-plugin.ts";
import { lessonsPlugin } from "../lessons/lessons-plugin.ts";
import { cellExecutorPlugin } from "../notebook/cell-executor-plugin.ts";
import { trustPlugin } from "../notebook/trust-plugin.ts";
import { hostRestartPlugin } from "../recovery/host-restart-plugin.ts";
import { recoveryPlugin } from "../recovery/recovery-plugin.ts";
import { exportPlugin } from "../report/export-plugin.ts";
import { htmlPlugin } from "../sandbox/html-plugin.ts";
import { settingsPlugin } from "../settings/settings-plugin.ts";
import { stalePlugin } from "../stale/stale-plugin.ts";
import { themePlugin } from "../theme/theme-plugin.ts";
import { vegaPlugin } from "../vega/vega-plugin.ts";
import { jupyterPlugins } from "./jupyter-plugins.ts";
import { kernelManagerPlugin } from "./kernel-manager-plugin.ts";
import { layoutPlugin } from "./layout-plugin.ts";
import { logoPlugin } from "./logo-plugin.ts";

/** Everything the app consists of: JupyterLab's plugins and ours. A new feature of ours is one more line here. */
export const plugins = [
  ...jupyterPlugins,
  kernelManagerPlugin,
  kernelDialogsPlugin,
  layoutPlugin,
  settingsPlugin,
  themePlugin,
  logoPlugin,
  latexPlugin,
  vegaPlugin,
  htmlPlugin,
  errorsPlugin,
  languagePlugin,
  cellExecutorPlugin,
  trustPlugin,
  lessonsPlugin,
  homePlugin,
  guidePlugin,
  exercisesPlugin,
  stalePlugin,
  recoveryPlugin,
  hostRestartPlugin,
  typeErrorsPlugin,
  checkAheadPlugin,
  exportPlugin,
  desktopPlugin,
];
