import type { Message } from "../../kernel/wire/message.ts";
import type { KernelChannel } from "./kernel-channel.ts";

/** The subprotocol that carries messages in binary. */
export const BINARY_PROTOCOL = "v1.kernel.websocket.jupyter.org";

export interface FramedMessage {
  channel: string;
  message: Message;
}

/** How messages travel in a WebSocket. */
export interface Framing {
  encode(channel: KernelChannel, message: Message): Buffer | string;
  /** @throws WebSocketFramingError */
  decode(data: Buffer, isBinary: boolean): FramedMessage;
}

/** A WebSocket message that is not a kernel message. */
export class WebSocketFramingError extends Error {
  override name = "WebSocketFramingError";
}

/**
 * `v1.kernel.websocket.jupyter.org`: a count of offsets and the offsets, each 64 bits little-endian, then channel, header,
 * parent header, metadata, content and buffers, one after the other; the last offset is the end.
 */
export const binaryFraming: Framing = {
  encode(channel, message) {
    const { header, parent_header, metadata, content, buffers } = message;
    const json = [header, parent_header, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
    const parts = [Buffer.from(channel), ...json, ...buffers];
    const prefix = Buffer.alloc(8 * (parts.length + 2));
    prefix.writeBigUInt64LE(BigInt(parts.length + 1), 0);
    let offset = prefix.length;
    parts.forEach((part, index) => {
      prefix.writeBigUInt64LE(BigInt(offset), 8 * (index + 1));
      offset += part.length;
    });
    prefix.writeBigUInt64LE(BigInt(offset), 8 * (parts.length + 1));
    return Buffer.concat([prefix, ...parts]);
  },

  decode(data, isBinary) {
    if (!isBinary) throw new WebSocketFramingError("text on a connection that speaks the binary protocol");
    const count = data.length < 8 ? 0 : Number(data.readBigUInt64LE(0));
    if (count < 6 || 8 * (count + 1) > data.length) throw new WebSocketFramingError("the table of offsets is wrong");
    const offsets = Array.from({ length: count }, (_, index) => Number(data.readBigUInt64LE(8 * (index + 1))));
    const isOrdered = offsets.every((offset, index) => offset >= (index === 0 ? 8 * (count + 1) : offsets[index - 1]));
    if (!isOrdered || (offsets.at(-1) ?? 0) > data.length)
      throw new WebSocketFramingError("the table of offsets is wrong");
    const parts = offsets.slice(0, -1).map((offset, index) => data.subarray(offset, offsets[index + 1]));
    const [header, parent_header, metadata, content] = parts.slice(1, 5).map(parseJson);
    return toFramed(parts[0].toString(), { header, parent_header, metadata, content }, parts.slice(5));
  },
};

/**
 * Without a subprotocol: JSON text; with buffers a binary message of 32-bit big-endian offsets (their count first), the
 * JSON, and the buffers.
 */
export const jsonFraming: Framing = {
  encode(channel, message) {
    const { header, parent_header, metadata, content, buffers } = message;
    // Jupyter's server repeats these two, and clients rely on it.
    const { msg_id, msg_type } = header;
    const framed = { channel, header, msg_id, msg_type, parent_header, metadata, content, buffers: [] };
    const json = JSON.stringify(framed);
    if (buffers.length === 0) return json;
    const parts = [Buffer.from(json), ...buffers];
    const prefix = Buffer.alloc(4 * (parts.length + 1));
    prefix.writeUInt32BE(parts.length, 0);
    let offset = prefix.length;
    parts.forEach((part, index) => {
      prefix.writeUInt32BE(offset, 4 * (index + 1));
      offset += part.length;
    });
    return Buffer.concat([prefix, ...parts]);
  },

  decode(data, isBinary) {
    if (!isBinary) return fromJson(parseJson(data), []);
    const count = data.length < 4 ? 0 : data.readUInt32BE(0);
    if (count < 1 || 4 * (count + 1) > data.length) throw new WebSocketFramingError("the table of offsets is wrong");
    const offsets = Array.from({ length: count }, (_, index) => data.readUInt32BE(4 * (index + 1)));
    const parts = offsets.map((offset, index) => data.subarray(offset, offsets[index + 1] ?? data.length));
    return fromJson(parseJson(parts[0]), parts.slice(1));
  },
};

function fromJson(value: Record<string, unknown>, buffers: Buffer[]): FramedMessage {
  return toFramed(String(value.channel), value, buffers);
}

function toFramed(channel: string, value: Record<string, unknown>, buffers: Buffer[]): FramedMessage {
  const header = value.header as Message["header"] | undefined;
  if (typeof header?.msg_id !== "string" || typeof header.msg_type !== "string") {
    throw new WebSocketFramingError("the message has no header");
  }
  const record = (part: unknown) =>
    typeof part === "object" && part !== null ? (part as Record<string, unknown>) : {};
  const message: Message = {
    identities: [],
    header,
    parent_header: record(value.parent_header) as Message["parent_header"],
    metadata: record(value.metadata),
    content: record(value.content),
    buffers,
  };
  return { channel, message };
}

function parseJson(part: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(part.toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new WebSocketFramingError("a part of the message is not JSON", { cause });
  }
  throw new WebSocketFramingError("a part of the message is not an object");
}
