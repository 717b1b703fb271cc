/** The Jupyter message, as the wire protocol (5.4) defines it. Shared by the kernel and by those who talk to it. */

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  /** ISO 8601 with time zone. */
  date: string;
  version: string;
  subshell_id?: string | null;
}

export type Content = Record<string, unknown>;

export interface Message<C = Content> {
  /** ZeroMQ routing identities (or the topic on IOPub); empty when a client sends. */
  identities: Buffer[];
  header: Header;
  /** The request that caused this message; `{}` when nothing did. */
  parent_header: Header | Record<string, never>;
  metadata: Record<string, unknown>;
  content: C;
  buffers: Buffer[];
}

export const PROTOCOL_VERSION = "5.4";
