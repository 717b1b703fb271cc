import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import application from "@jupyterlab/application-extension";
import apputils from "@jupyterlab/apputils-extension";
import cellToolbar from "@jupyterlab/cell-toolbar-extension";
import codemirror from "@jupyterlab/codemirror-extension";
import completer from "@jupyterlab/completer-extension";
import csvviewer from "@jupyterlab/csvviewer-extension";
import docmanager from "@jupyterlab/docmanager-extension";
import documentsearch from "@jupyterlab/documentsearch-extension";
import filebrowser from "@jupyterlab/filebrowser-extension";
import fileeditor from "@jupyterlab/fileeditor-extension";
import imageviewer from "@jupyterlab/imageviewer-extension";
import inspector from "@jupyterlab/inspector-extension";
import mainmenu from "@jupyterlab/mainmenu-extension";
import markdownviewer from "@jupyterlab/markdownviewer-extension";
import markedparser from "@jupyterlab/markedparser-extension";
import metadataform from "@jupyterlab/metadataform-extension";
import notebook from "@jupyterlab/notebook-extension";
import rendermime from "@jupyterlab/rendermime-extension";
import running from "@jupyterlab/running-extension";
import settingeditor from "@jupyterlab/settingeditor-extension";
import shortcuts from "@jupyterlab/shortcuts-extension";
import statusbar from "@jupyterlab/statusbar-extension";
import toc from "@jupyterlab/toc-extension";
import tooltip from "@jupyterlab/tooltip-extension";
import translation from "@jupyterlab/translation-extension";
import uiComponents from "@jupyterlab/ui-components-extension";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- plugins of all token types
type Plugin = JupyterFrontEndPlugin<any, any, any>;

/** Plugins of these packages that have no place here, by what they would need or show. */
const leftOut = new Set([
  // Ours replace them.
  "@jupyterlab/notebook-extension:cell-executor",
  "@jupyterlab/apputils-extension:settings",
  "@jupyterlab/apputils-extension:sessionDialogs",
  "@jupyterlab/application-extension:logo",
  "@jupyterlab/apputils-extension:splash",
  // News, licences and workspaces are fetched from elsewhere or belong to a server with many users.
  "@jupyterlab/apputils-extension:announcements",
  "@jupyterlab/apputils-extension:licenses-client",
  "@jupyterlab/apputils-extension:licenses-plugin",
  "@jupyterlab/apputils-extension:workspaces",
  "@jupyterlab/apputils-extension:subshell-settings",
  // Without nbconvert there is nothing to export with; reports are ours.
  "@jupyterlab/notebook-extension:export",
  // Consoles, language servers, logs: the kernel answers completion and inspection itself.
  "@jupyterlab/notebook-extension:code-console",
  "@jupyterlab/notebook-extension:language-server",
  "@jupyterlab/notebook-extension:log-output",
  "@jupyterlab/fileeditor-extension:language-server",
  "@jupyterlab/inspector-extension:consoles",
  "@jupyterlab/tooltip-extension:consoles",
  // Sharing a link to this machine, opening addresses: there is no other side.
  "@jupyterlab/filebrowser-extension:share-file",
  "@jupyterlab/filebrowser-extension:open-url",
  "@jupyterlab/filebrowser-extension:open-browser-tab",
  "@jupyterlab/docmanager-extension:open-browser-tab",
]);

const modules = [
  application,
  apputils,
  cellToolbar,
  codemirror,
  completer,
  csvviewer,
  docmanager,
  documentsearch,
  filebrowser,
  fileeditor,
  imageviewer,
  inspector,
  mainmenu,
  markdownviewer,
  markedparser,
  metadataform,
  notebook,
  rendermime,
  running,
  settingeditor,
  shortcuts,
  statusbar,
  toc,
  tooltip,
  translation,
  uiComponents,
] as (Plugin | Plugin[])[];

/** JupyterLab's plugins that the app is made of. */
export const jupyterPlugins: Plugin[] = modules.flat().filter((plugin) => !leftOut.has(plugin.id));
