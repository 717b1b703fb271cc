import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../../kernel/wire/message.ts";
import {
  binaryFraming,
  BINARY_PROTOCOL,
  jsonFraming,
  WebSocketFramingError,
} from "../../../host/kernels/websocket-framing.ts";

/** JupyterLab's own codec, the other end of the wire. */
const { serialize, deserialize } = createRequire(import.meta.url)("@jupyterlab/services/lib/kernel/serialize");

const header = {
  msg_id: "1",
  msg_type: "comm_msg",
  session: "s",
  username: "",
  date: "2026-01-01T00:00:00Z",
  version: "5.4",
};
const createMessage = (content: Record<string, unknown>, buffers: Buffer[] = []): Message => ({
  identities: [],
  header,
  parent_header: {},
  metadata: { m: "é" },
  content,
  buffers,
});

const toArrayBuffer = (data: Buffer | string) =>
  typeof data === "string" ? data : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);

describe.each([
  ["binary", BINARY_PROTOCOL, binaryFraming],
  ["JSON", "", jsonFraming],
])("%s framing", (_name, protocol, framing) => {
  it("is understood by JupyterLab", () => {
    const message = createMessage(
      { text: "流失 \u{1F600}" },
      protocol === "" ? [] : [Buffer.from([1, 2, 3]), Buffer.alloc(0)],
    );
    const read = deserialize(toArrayBuffer(framing.encode("iopub", message)), protocol);
    expect(read).toMatchObject({
      channel: "iopub",
      header,
      parent_header: {},
      metadata: { m: "é" },
      content: message.content,
    });
    expect(read.buffers.map((view: DataView) => view.byteLength)).toEqual(
      message.buffers.map((buffer) => buffer.length),
    );
  });

  it("understands JupyterLab", () => {
    const sent = { ...createMessage({ code: "1" }), channel: "shell", buffers: [Uint8Array.from([7, 8]).buffer] };
    const data = serialize(sent, protocol);
    const read = framing.decode(Buffer.from(data), typeof data !== "string");
    expect(read.channel).toBe("shell");
    expect(read.message).toMatchObject({ header, content: { code: "1" } });
    expect(read.message.buffers.map((buffer) => [...buffer])).toEqual([[7, 8]]);
  });

  it("returns every message as it was", () => {
    const bytes = fc.array(
      fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array)),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), bytes, (content, buffers) => {
        const message = createMessage({ ...content }, buffers);
        const data = framing.encode("stdin", message);
        const read = framing.decode(Buffer.from(data), typeof data !== "string");
        expect(read.channel).toBe("stdin");
        expect(JSON.stringify(read.message.content)).toBe(JSON.stringify(message.content));
        expect(read.message.buffers.map((buffer) => buffer.toString("hex"))).toEqual(
          buffers.map((buffer) => buffer.toString("hex")),
        );
      }),
    );
  });

  it("refuses what is no message, and never fails otherwise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (data, isBinary) => {
        expect(() => framing.decode(Buffer.from(data), isBinary)).toThrow(WebSocketFramingError);
      }),
    );
  });
});

it("JSON repeats the message's id and type, as Jupyter's server does", () => {
  const read = JSON.parse(jsonFraming.encode("iopub", createMessage({})) as string);
  expect(read).toMatchObject({ msg_id: "1", msg_type: "comm_msg", header });
});
