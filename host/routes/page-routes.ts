import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Contents } from "../contents/contents.ts";
import { contentTypeOf } from "../contents/mime-type.ts";
import { HttpError } from "../http/http-error.ts";
import { html, redirect, type Reply } from "../http/reply.ts";
import type { Exchange, Route } from "../http/router.ts";
import { kernelLogo } from "../../kernel/kernel-logo.ts";
import { createPageConfig, labPage, type PageConfig } from "../pages/lab-page.ts";
import { messagePage } from "../pages/message-page.ts";
import { readRendererManifest } from "../pages/renderer-manifest.ts";
import { sandboxPage } from "../pages/sandbox-page.ts";
import { staticFiles } from "../pages/static-files.ts";
import { filePolicy, sandboxPolicy } from "../security/security-headers.ts";
import { toContentPath } from "./contents-routes.ts";

export interface PageRoutesOptions {
  /** The built renderer. */
  rendererDirectory: string;
  workspaceName: string;
  version: string;
  pageConfig: PageConfig;
  contents: Contents;
}

/** The app's page, what it loads, the sandbox of scripted outputs, and the user's files as such. */
export function pageRoutes(options: PageRoutesOptions): Route[] {
  const { rendererDirectory, contents } = options;
  const lab = async (exchange: Exchange): Promise<Reply> => {
    const manifest = await readRendererManifest(join(rendererDirectory, "manifest.json"));
    if (manifest === null) return html(notBuiltPage, 503);
    const treePath = exchange.params.path === undefined ? "" : toContentPath(exchange.params.path);
    return html(labPage(manifest, createPageConfig({ ...options, treePath, extra: options.pageConfig })));
  };
  return [
    { method: "GET", pattern: "/", handle: () => redirect("/lab") },
    { method: "GET", pattern: "/lab", handle: lab },
    { method: "GET", pattern: "/lab/tree/*path", handle: lab },
    { method: "GET", pattern: "/static/*path", handle: staticFiles(rendererDirectory) },
    { method: "GET", pattern: "/themes/*path", handle: staticFiles(join(rendererDirectory, "themes")) },
    {
      method: "GET",
      pattern: "/favicon.svg",
      handle: () => ({ status: 200, headers: { "content-type": "image/svg+xml" }, body: kernelLogo }),
    },
    {
      method: "GET",
      pattern: "/sandbox",
      handle: () => html(sandboxPage, 200, { "content-security-policy": sandboxPolicy }),
    },
    { method: "GET", pattern: "/files/*path", handle: (exchange) => serveFile(contents, exchange) },
  ];
}

async function serveFile(contents: Contents, { params, url }: Exchange): Promise<Reply> {
  const path = toContentPath(params.path);
  const { absolute, stats } = await contents.locate(path);
  if (!stats.isFile()) throw new HttpError(400, `"${path}" is a folder`);
  const headers: Record<string, string> = {
    "content-type": contentTypeOf(path),
    "content-length": String(stats.size),
    "content-security-policy": filePolicy,
    "cache-control": "no-cache",
  };
  if (url.searchParams.has("download")) {
    headers["content-disposition"] = `attachment; filename*=UTF-8''${encodeURIComponent(path.split("/").at(-1) ?? "")}`;
  }
  return { status: 200, headers, body: createReadStream(absolute) };
}

const notBuiltPage = messagePage("The interface has not been built", [
  "Run `npm run build` in the project's folder and load this page again.",
  "界面尚未构建：请在项目目录运行 `npm run build`，然后重新加载此页。",
]);
