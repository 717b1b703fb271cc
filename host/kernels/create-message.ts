import { randomUUID } from "node:crypto";
import { type Content, type Header, type Message, PROTOCOL_VERSION } from "../../kernel/wire/message.ts";

/** A new message of the host's own. */
export function createMessage(type: string, content: Content, session: string, parent: Header | null = null): Message {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "host",
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  return { identities: [], header, parent_header: parent ?? {}, metadata: {}, content, buffers: [] };
}
