import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import { WebSocket } from "ws";
import { BINARY_PROTOCOL, binaryFraming, jsonFraming } from "../../../host/kernels/websocket-framing.ts";
import type { Message } from "../../../kernel/wire/message.ts";
import type { TestHost } from "../start-test-host.ts";

/** One window of the tests: sends code, gathers what comes. */
export class ChannelClient {
  readonly messages: { channel: string; message: Message }[] = [];
  readonly session: string;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket, session: string) {
    this.#socket = socket;
    this.session = session;
    socket.on("message", (data: Buffer, isBinary) => {
      const framing = socket.protocol === BINARY_PROTOCOL ? binaryFraming : jsonFraming;
      this.messages.push(framing.decode(data, isBinary));
    });
  }

  static async open(
    host: TestHost,
    kernel: string,
    session: string = randomUUID(),
    protocols: string[] = [BINARY_PROTOCOL],
  ): Promise<ChannelClient> {
    const url = `${host.url.replace("http", "ws")}api/kernels/${kernel}/channels?session_id=${session}&token=${host.token}`;
    const socket = new WebSocket(url, protocols);
    const client = new ChannelClient(socket, session);
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return client;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  send(channel: "shell" | "stdin", type: string, content: Record<string, unknown>): string {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: "",
      date: "",
      version: "5.4",
    };
    const message: Message = {
      identities: [],
      header,
      parent_header: {},
      metadata: { cellId: "the-cell" },
      content,
      buffers: [],
    };
    this.#socket.send((this.protocol === BINARY_PROTOCOL ? binaryFraming : jsonFraming).encode(channel, message));
    return header.msg_id;
  }

  execute(code: string): string {
    return this.send("shell", "execute_request", { code, silent: false, allow_stdin: true });
  }

  sendRaw(data: Buffer | string): void {
    this.#socket.send(data);
  }

  of(type: string): Message[] {
    return this.messages.map(({ message }) => message).filter((message) => message.header.msg_type === type);
  }

  /** What has been printed until now. Outputs take another socket than replies: wait for them. */
  text(): string {
    return this.of("stream")
      .map((message) => message.content.text)
      .join("");
  }

  async see(type: string, count = 1): Promise<Message> {
    await vi.waitFor(() => expect(this.of(type).length).toBeGreaterThanOrEqual(count), {
      timeout: 20_000,
      interval: 10,
    });
    return this.of(type)[count - 1];
  }

  async leave(): Promise<void> {
    this.#socket.terminate();
    await new Promise((resolve) => this.#socket.once("close", resolve));
  }
}
