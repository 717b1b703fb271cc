import type { WebSocket } from "ws";
import type { Message } from "../../kernel/wire/message.ts";
import type { Log } from "../log.ts";
import type { Deliver } from "./attachment.ts";
import { isRequestChannel } from "./kernel-channel.ts";
import type { Kernel } from "./kernel.ts";
import {
  BINARY_PROTOCOL,
  binaryFraming,
  type Framing,
  jsonFraming,
  WebSocketFramingError,
} from "./websocket-framing.ts";

/** A client that lets this much pile up does not read any more. In bytes. */
const MAXIMUM_BACKLOG = 256 * 1024 * 1024;
const PING_INTERVAL = 30_000;

/**
 * Carries one client's messages between its WebSocket and a kernel.
 *
 * @param session as the client names itself, so that it finds what it missed when it reconnects
 */
export function serveChannels(socket: WebSocket, kernel: Kernel, session: string, log: Log): void {
  const framing: Framing = socket.protocol === BINARY_PROTOCOL ? binaryFraming : jsonFraming;
  const deliver: Deliver = (channel, message: Message) => {
    if (socket.bufferedAmount > MAXIMUM_BACKLOG) return socket.terminate();
    socket.send(framing.encode(channel, message));
  };
  const attachment = kernel.attach(session, deliver);
  socket.on("message", (data: Buffer, isBinary) => {
    try {
      const { channel, message } = framing.decode(data, isBinary);
      if (!isRequestChannel(channel)) throw new WebSocketFramingError(`"${channel}" is not a channel to send on`);
      attachment.send(channel, message);
    } catch (error) {
      if (!(error instanceof WebSocketFramingError)) throw error;
      log.warn("channels.message-refused", { kernel: kernel.id, error });
    }
  });
  keepAlive(socket);
  socket.on("close", () => attachment.disconnect(deliver));
  socket.on("error", (error) => log.warn("channels.failed", { kernel: kernel.id, error }));
}

/** A connection whose other end went without a word is ended, so that its messages are kept for its return. */
function keepAlive(socket: WebSocket): void {
  let isAlive = true;
  socket.on("pong", () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_INTERVAL);
  socket.on("close", () => clearInterval(timer));
}
