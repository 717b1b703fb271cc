// @ts-check
// A client of the host, as the app's page is one: HTTP and one WebSocket.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import { BINARY_PROTOCOL, binaryFraming } from "../../dist/host/kernels/websocket-framing.js";
import { CHECK_AHEAD_REQUEST } from "../../dist/notebooks/check-ahead-request.js";

/** One kernel of a host. */
export class HostClient {
  #session = randomUUID();
  /** @type {WebSocket} */
  #socket;
  /** @type {Map<string, (type: string, content: any) => void>} */
  #listeners = new Map();

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (/** @type {Buffer} */ data) => {
      const { message } = binaryFraming.decode(data, true);
      const parent = message.parent_header;
      if ("msg_id" in parent) this.#listeners.get(parent.msg_id)?.(message.header.msg_type, message.content);
    });
  }

  /**
   * Asks the host for a kernel and joins it.
   * @param {{url: string, token: string}} host
   */
  static async start({ url, token }) {
    const headers = { authorization: `token ${token}` };
    const response = await fetch(new URL("api/kernels", url), { method: "POST", headers, body: "{}" });
    const { id } = /** @type {{id: string}} */ (await response.json());
    const socket = new WebSocket(
      `${url.replace("http", "ws")}api/kernels/${id}/channels?session_id=${randomUUID()}`,
      [BINARY_PROTOCOL],
      { headers },
    );
    await once(socket, "open");
    return new HostClient(socket);
  }

  /**
   * Runs a cell until reply and idle are there.
   * @param {string} code
   * @returns {Promise<string | undefined>} its result as text
   */
  async execute(code) {
    const options = {
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    };
    const { result } = await this.#request("execute_request", { code, ...options });
    return result;
  }

  /** @param {string} code */
  async checkAhead(code) {
    await this.#request(CHECK_AHEAD_REQUEST, { code });
  }

  /** @param {string} code */
  async complete(code) {
    await this.#request("complete_request", { code, cursor_pos: code.length });
  }

  /** @param {string} type @param {Record<string, unknown>} content @returns {Promise<{result?: string}>} */
  #request(type, content) {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "",
      date: "",
      version: "5.4",
    };
    const message = {
      identities: [],
      header,
      parent_header: /** @type {{}} */ ({}),
      metadata: {},
      content,
      buffers: [],
    };
    return new Promise((resolve) => {
      /** @type {string | undefined} */
      let result;
      let pending = 2;
      this.#listeners.set(header.msg_id, (kind, body) => {
        if (kind === "execute_result") result = body.data["text/plain"];
        if (kind.endsWith("_reply") || (kind === "status" && body.execution_state === "idle")) pending--;
        if (pending > 0) return;
        this.#listeners.delete(header.msg_id);
        resolve({ result });
      });
      this.#socket.send(binaryFraming.encode("shell", message));
    });
  }

  close() {
    this.#socket.close();
  }
}
