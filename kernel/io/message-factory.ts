import { randomUUID } from "node:crypto";
import { type Content, type Message, PROTOCOL_VERSION } from "../wire/message.ts";

const SESSION = randomUUID();

/** A message of this kernel; as a reply it goes back to the parent's sender. */
export function createMessage(
  type: string,
  parent: Message | undefined,
  content: Content,
  metadata: Record<string, unknown> = {},
): Message {
  return {
    identities: parent?.identities ?? [],
    header: {
      msg_id: randomUUID(),
      msg_type: type,
      session: SESSION,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    },
    parent_header: parent?.header ?? {},
    metadata,
    content,
    buffers: [],
  };
}
