import { createHmac, timingSafeEqual } from "node:crypto";
import type { Message } from "./message.ts";

const DELIMITER = Buffer.from("<IDS|MSG>");

/** A message that does not carry the signature of this connection's key: it comes from somebody else. */
export class InvalidSignatureError extends Error {
  override name = "InvalidSignatureError";
}

/** A multipart message that is not a Jupyter message. */
export class MalformedMessageError extends Error {
  override name = "MalformedMessageError";
}

/** Turns Jupyter messages into signed ZeroMQ frames and back. An empty key means unsigned, as the protocol has it. */
export class Codec {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  encode(message: Message): Buffer[] {
    const parts = [message.header, message.parent_header, message.metadata, message.content].map((part) =>
      Buffer.from(JSON.stringify(part)),
    );
    return [...message.identities, DELIMITER, Buffer.from(this.#sign(parts)), ...parts, ...message.buffers];
  }

  /** @throws MalformedMessageError, InvalidSignatureError */
  decode(frames: readonly Buffer[]): Message {
    const at = frames.findIndex((frame) => frame.equals(DELIMITER));
    if (at < 0 || frames.length < at + 6)
      throw new MalformedMessageError("not a Jupyter message: delimiter or parts missing");
    const signature = frames[at + 1];
    const parts = frames.slice(at + 2, at + 6);
    this.#verify(parts, signature);
    const [header, parent_header, metadata, content] = parts.map((part) => JSON.parse(part.toString("utf8")));
    return {
      identities: frames.slice(0, at),
      header,
      parent_header,
      metadata,
      content,
      buffers: frames.slice(at + 6),
    };
  }

  #sign(parts: readonly Buffer[]): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  #verify(parts: readonly Buffer[], signature: Buffer): void {
    if (this.#key === "") return;
    const expected = Buffer.from(this.#sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new InvalidSignatureError("message signature does not match the connection key");
    }
  }
}
