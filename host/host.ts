import { createHmac, randomUUID } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import type { WebSocket } from "ws";
import { HISTORY_VARIABLE } from "../kernel/io/history-folder.ts";
import { Checkpoints } from "./contents/checkpoints.ts";
import { Contents } from "./contents/contents.ts";
import { Workspace } from "./contents/workspace.ts";
import { createHostOptions, type HostOptions, type HostSpec } from "./host-options.ts";
import { HttpError } from "./http/http-error.ts";
import { HttpServer } from "./http/http-server.ts";
import { matchPattern, type Route } from "./http/router.ts";
import { removeAbandonedConnections } from "./kernels/create-connection.ts";
import { Kernels } from "./kernels/kernels.ts";
import { serveChannels } from "./kernels/serve-channels.ts";
import { Lessons } from "./lessons/lessons.ts";
import { recordRecentFile } from "./lessons/recent-files.ts";
import { createLog, type Log } from "./log.ts";
import { contentsRoutes } from "./routes/contents-routes.ts";
import { kernelRoutes } from "./routes/kernel-routes.ts";
import { ownRoutes } from "./routes/own-routes.ts";
import { pageRoutes } from "./routes/page-routes.ts";
import { serverRoutes } from "./routes/server-routes.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import { settingRoutes } from "./routes/setting-routes.ts";
import { translationRoutes } from "./routes/translation-routes.ts";
import type { Secrets } from "./security/authenticate.ts";
import { LoginLinks } from "./security/login-links.ts";
import { Sessions } from "./sessions/sessions.ts";
import { Store } from "./store/store.ts";
import { Trust } from "./trust/trust.ts";

/** A running notebook server. */
export interface Host {
  /** `http://127.0.0.1:<port>/`, without any secret. */
  readonly url: string;
  /** Opens the app in a browser, once: the browser keeps a cookie. Every access makes a new link. */
  readonly tokenUrl: string;
  /** For clients outside a browser: `Authorization: token <token>`, or `?token=` of a WebSocket. */
  readonly token: string;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Ends all kernels, then the server. */
  close(): Promise<void>;
}

/**
 * Starts the notebook server on 127.0.0.1.
 *
 * @throws WorkspaceError, ListenError, RangeError: each names what is wrong and what to do
 */
export async function startHost(spec: HostSpec = {}): Promise<Host> {
  const options = createHostOptions(spec);
  const log = createLog(options.logLevel);
  const services = await openServices(options, log);
  const { kernels, store, trust, workspace } = services;
  const links = new LoginLinks();
  const secrets: Secrets = {
    cookieName: "",
    cookieValue: derive(options.secret, "cookie"),
    token: derive(options.secret, "token"),
  };
  const createCookie = () => `${secrets.cookieName}=${secrets.cookieValue}; Path=/; HttpOnly; SameSite=Strict`;
  const closeServices = async () => {
    await kernels.close();
    await Promise.all([trust.flush(), store.close()]);
  };
  let server: HttpServer;
  try {
    server = await HttpServer.listen({
      port: options.port,
      routes: [
        ...serverRoutes({ kernels, links, createCookie, startedAt: new Date(), version: options.version, log }),
        ...createRoutes(options, services),
      ],
      // Cookies do not tell ports apart; the name does, so that two hosts do not sign each other's windows out.
      secrets: (port) => Object.assign(secrets, { cookieName: `ulm-notebook-${port}` }),
      acceptWebSocket: (url) => acceptChannels(kernels, url, log),
      log,
    });
  } catch (error) {
    await closeServices();
    throw error;
  }
  kernels.warm(workspace.root);
  const url = `http://127.0.0.1:${server.port}/`;
  return {
    url,
    token: secrets.token,
    workspace: workspace.root,
    get tokenUrl() {
      return `${url}login?code=${links.create()}`;
    },
    async close() {
      await server.close();
      await closeServices();
    },
  };
}

interface Services {
  workspace: Workspace;
  store: Store;
  trust: Trust;
  checkpoints: Checkpoints;
  contents: Contents;
  kernels: Kernels;
  sessions: Sessions;
  lessons: Lessons;
  folderOf(path: string): Promise<string>;
}

async function openServices(options: HostOptions, log: Log): Promise<Services> {
  const { stateDirectory } = options;
  const workspace = await Workspace.open(options.workspace);
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  await removeAbandonedConnections(join(stateDirectory, "runtime"));
  const store = await Store.open(join(stateDirectory, "state.json"), log);
  const trust = await Trust.open(join(stateDirectory, "trust"));
  const checkpoints = new Checkpoints(join(stateDirectory, "checkpoints"));
  const contents = new Contents({ workspace, checkpoints, markTrusted: (notebook) => trust.markTrusted(notebook) });
  const kernels = new Kernels({
    command: options.kernelCommand,
    runtimeDirectory: join(stateDirectory, "runtime"),
    historyFolder: process.env[HISTORY_VARIABLE] ?? join(stateDirectory, "history"),
    workspace: workspace.root,
    keepSpare: options.keepSpareKernel,
    onOutput: (message) => trust.recordMessage(message),
    log,
  });
  const folderOf = (path: string) => findFolder(workspace, path);
  const sessions = new Sessions(kernels, folderOf);
  const lessons = new Lessons({ directory: join(options.appRoot, "notebooks"), contents, store, log });
  return { workspace, store, trust, checkpoints, contents, kernels, sessions, lessons, folderOf };
}

function createRoutes(options: HostOptions, services: Services): Route[] {
  const { checkpoints, contents, folderOf, kernels, lessons, sessions, store, trust, workspace } = services;
  const rendererDirectory = join(options.appRoot, "dist", "renderer");
  const { pageConfig, systemLocale, version } = options;
  const onRead = (path: string) => void recordRecentFile(store, path).catch(() => {});
  return [
    ...kernelRoutes(kernels, folderOf),
    ...sessionRoutes(sessions),
    ...contentsRoutes(contents, checkpoints, onRead),
    ...settingRoutes(store, join(rendererDirectory, "schemas"), version),
    ...translationRoutes(join(rendererDirectory, "translations"), systemLocale),
    ...ownRoutes({ contents, lessons, sessions, store, trust }),
    ...pageRoutes({ rendererDirectory, workspaceName: workspace.root, version, pageConfig, contents }),
  ];
}

/** The folder in which a document's kernel works: its own, or the nearest that exists. */
async function findFolder(workspace: Workspace, path: string): Promise<string> {
  const absolute = await workspace.resolve(posix.normalize(`/${path}`).replace(/^\/|\/$/g, ""));
  for (let folder = absolute; folder !== workspace.root; folder = dirname(folder)) {
    if (
      await stat(folder).then(
        (stats) => stats.isDirectory(),
        () => false,
      )
    )
      return folder;
  }
  return workspace.root;
}

/** @throws HttpError 404 when the path is not that of a kernel's channels */
function acceptChannels(kernels: Kernels, url: URL, log: Log): (socket: WebSocket) => void {
  const params = matchPattern("/api/kernels/:id/channels", url.pathname);
  if (params === null) throw new HttpError(404, "No WebSocket is served here");
  const kernel = kernels.get(params.id);
  const session = url.searchParams.get("session_id") ?? randomUUID();
  return (socket) => serveChannels(socket, kernel, session, log);
}

/** One of the host's secrets, made from the one that it was given. */
function derive(secret: string, purpose: "cookie" | "token"): string {
  return createHmac("sha256", secret).update(purpose).digest("base64url");
}
