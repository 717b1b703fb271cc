import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { BINARY_PROTOCOL } from "../kernels/websocket-framing.ts";
import { type Log } from "../log.ts";
import { messagePage } from "../pages/message-page.ts";
import { authenticate, type Credential, type Secrets } from "../security/authenticate.ts";
import { checkHost } from "../security/check-host.ts";
import { checkOrigin } from "../security/check-origin.ts";
import { securityHeaders } from "../security/security-headers.ts";
import { HttpError } from "./http-error.ts";
import { html, json, type Reply } from "./reply.ts";
import { readJsonBody } from "./read-body.ts";
import { type Exchange, type Method, Router, type Route } from "./router.ts";

const DEFAULT_BODY_LIMIT = 1024 * 1024;
const MAXIMUM_MESSAGE = 256 * 1024 * 1024;

export interface HttpServerOptions {
  port: number;
  routes: readonly Route[];
  /** Takes an accepted WebSocket. @throws HttpError when nothing speaks at its path; called before the connection opens */
  acceptWebSocket(url: URL): (socket: WebSocket) => void;
  /** Known once the port is. */
  secrets(port: number): Secrets;
  log: Log;
}

/** The port is taken, or may not be used. */
export class ListenError extends Error {
  override name = "ListenError";
}

/** HTTP and WebSockets on 127.0.0.1; every request passes the policies of `security/` before a handler sees it. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #router: Router;
  readonly #server: Server;
  readonly #webSockets: WebSocketServer;
  #port = 0;
  #secrets: Secrets = { cookieName: "", cookieValue: "", token: "" };

  private constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#router = new Router(options.routes);
    this.#server = createServer((request, response) => void this.#respond(request, response));
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#webSockets = new WebSocketServer({
      noServer: true,
      maxPayload: MAXIMUM_MESSAGE,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has(BINARY_PROTOCOL) ? BINARY_PROTOCOL : false),
    });
  }

  /** @throws ListenError */
  static async listen(options: HttpServerOptions): Promise<HttpServer> {
    const server = new HttpServer(options);
    await server.#listen(options.port);
    server.#secrets = options.secrets(server.#port);
    return server;
  }

  get port(): number {
    return this.#port;
  }

  async close(): Promise<void> {
    for (const socket of this.#webSockets.clients) socket.close(1001);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    for (const socket of this.#webSockets.clients) socket.terminate();
    await closed;
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause: NodeJS.ErrnoException) =>
        reject(new ListenError(explainListen(port, cause), { cause })),
      );
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    this.#port = (this.#server.address() as { port: number }).port;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const path = pathOf(request);
    const reply = await this.#handle(request).catch((error: unknown) => this.#toReply(error, request, path));
    try {
      await send(reply, request, response);
    } catch (error) {
      this.#options.log.debug("http.aborted", { path, error });
    }
    const duration = Math.round(performance.now() - started);
    this.#options.log.debug("http.request", { method: request.method, path, status: reply.status, duration });
  }

  async #handle(request: IncomingMessage): Promise<Reply> {
    const url = this.#checkAddress(request);
    const credential = this.#authenticate(request, url, false);
    const { route, params } = this.#matchFor(request, url, credential);
    if (credential === null && route.isPublic !== true) return refuseEntry(request);
    this.#requireOrigin(request, credential, false);
    const exchange: Exchange = {
      method: request.method as Method,
      url,
      params,
      headers: request.headers,
      readJson: () => readJsonBody(request, route.bodyLimit ?? DEFAULT_BODY_LIMIT),
    };
    return route.handle(exchange);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", (error) => this.#options.log.debug("websocket.failed", { error }));
    try {
      const url = this.#checkAddress(request);
      const credential = this.#authenticate(request, url, true);
      if (credential === null) throw new HttpError(403, "Not signed in");
      this.#requireOrigin(request, credential, true);
      const accept = this.#options.acceptWebSocket(url);
      this.#webSockets.handleUpgrade(request, socket, head, accept);
    } catch (error) {
      const reply = this.#toReply(error, request, pathOf(request));
      socket.end(`HTTP/1.1 ${reply.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
  }

  #checkAddress(request: IncomingMessage): URL {
    const verdict = checkHost(request.headers.host, this.#port);
    if (!verdict.allowed) throw new HttpError(403, `Refused: ${verdict.reason}`);
    const target = `http://${request.headers.host}${request.url}`;
    if (!URL.canParse(target)) throw new HttpError(400, "The request's address is malformed");
    return new URL(target);
  }

  #authenticate(request: IncomingMessage, url: URL, isWebSocket: boolean): Credential | null {
    const { cookie, authorization } = request.headers;
    return authenticate(
      { cookie, authorization, queryToken: isWebSocket ? url.searchParams.get("token") : null },
      this.#secrets,
    );
  }

  /** Whoever is not signed in does not learn which paths exist. */
  #matchFor(request: IncomingMessage, url: URL, credential: Credential | null) {
    try {
      return this.#router.match(request.method ?? "GET", url.pathname);
    } catch (error) {
      if (credential !== null) throw error;
      throw new HttpError(403, "Not signed in", { cause: error });
    }
  }

  #requireOrigin(request: IncomingMessage, credential: Credential | null, isWebSocket: boolean): void {
    const verdict = checkOrigin({
      method: request.method ?? "GET",
      isWebSocket,
      host: request.headers.host ?? "",
      origin: request.headers.origin,
      fetchSite: request.headers["sec-fetch-site"] as string | undefined,
      credential,
    });
    if (!verdict.allowed) throw new HttpError(403, `Refused: ${verdict.reason}`);
  }

  #toReply(error: unknown, request: IncomingMessage, path: string): Reply {
    if (error instanceof HttpError) {
      if (error.status >= 500) this.#options.log.warn("http.failed", { method: request.method, path, error });
      return json({ message: error.message, reason: error.reason, ...error.details }, error.status);
    }
    this.#options.log.error("http.failed", { method: request.method, path, error });
    return json({ message: error instanceof Error ? error.message : "The host failed", reason: null }, 500);
  }
}

/** Without credentials: pages explain, the rest is told in JSON. */
function refuseEntry(request: IncomingMessage): Reply {
  const isNavigation = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
  if (!isNavigation) return json({ message: "Not signed in", reason: null }, 403);
  // Browsers hold back a strict cookie when a link on another site led here; a reload from our own page brings it.
  if (request.headers["sec-fetch-site"] === "cross-site") {
    return html(messagePage("Opening…", [], '<meta http-equiv="refresh" content="0;url=/lab">'));
  }
  return html(signInPage, 403);
}

const signInPage = messagePage("Not signed in", [
  "This notebook server answers only to the window that it opened, or to the link that it printed when it started. Each link works once.",
  "Start ULM Notebook again, or open a new link from the terminal in which it runs.",
  "此服务只接受它自己打开的窗口，或启动时打印的链接；每个链接只能使用一次。请重新启动 ULM Notebook。",
]);

async function send(reply: Reply, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status, { ...securityHeaders, ...reply.headers });
  const { body } = reply;
  if (body instanceof Readable) {
    if (request.method !== "HEAD") return pipeline(body, response);
    body.destroy();
    response.end();
  } else response.end(request.method === "HEAD" ? undefined : (body ?? undefined));
}

/** For the log: without the query, which may carry a secret. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?")[0];
}

function explainListen(port: number, cause: NodeJS.ErrnoException): string {
  if (cause.code === "EADDRINUSE")
    return `Port ${port} of 127.0.0.1 is in use: choose another, or leave it out to take any free one`;
  if (cause.code === "EACCES")
    return `Port ${port} may not be used without administrator rights: choose one above 1023`;
  return `Listening on 127.0.0.1:${port} failed: ${cause.message}`;
}
