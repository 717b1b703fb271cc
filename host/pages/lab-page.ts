import { escapeHtml } from "./escape-html.ts";
import type { RendererManifest } from "./renderer-manifest.ts";

/** JupyterLab's PageConfig: every value is text. */
export type PageConfig = Record<string, string>;

export interface PageConfigSpec {
  version: string;
  /** The workspace folder as people read it. */
  workspaceName: string;
  /** The path in the URL after `/lab/tree/`. */
  treePath: string;
  /** Whatever the shell adds. */
  extra: PageConfig;
}

/** What the front end must know to find its server. No token: the cookie speaks for the page. */
export function createPageConfig(spec: PageConfigSpec): PageConfig {
  return {
    appName: "ULM Notebook",
    appNamespace: "ulm-notebook",
    appVersion: spec.version,
    baseUrl: "/",
    appUrl: "/lab",
    treeUrl: "/lab/tree",
    settingsUrl: "/lab/api/settings",
    themesUrl: "/themes",
    translationsApiUrl: "/lab/api/translations",
    workspacesApiUrl: "/lab/api/workspaces",
    fullStaticUrl: "/static",
    staticUrl: "/static",
    mode: "multiple-document",
    workspace: "default",
    treePath: spec.treePath,
    serverRoot: spec.workspaceName,
    // The first version of the API that knows uploads in parts is 5.1.
    notebookVersion: "[7, 0, 0]",
    appendToken: "false",
    token: "",
    terminalsAvailable: "false",
    delete_to_trash: "false",
    exposeAppInBrowser: "false",
    quitButton: "false",
    cacheFiles: "true",
    devMode: "false",
    ...spec.extra,
  };
}

/** The one page of the app. */
export function labPage(manifest: RendererManifest, config: PageConfig): string {
  const styles = manifest.styles.map((name) => `<link rel="stylesheet" href="/static/${escapeHtml(name)}">`);
  const scripts = manifest.scripts.map((name) => `<script defer src="/static/${escapeHtml(name)}"></script>`);
  // Inside a script element only "<" can end it; as an escape it cannot.
  const data = JSON.stringify(config).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ULM Notebook</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<script id="jupyter-config-data" type="application/json">${data}</script>
${[...styles, ...scripts].join("\n")}
</head>
<body></body>
</html>
`;
}
