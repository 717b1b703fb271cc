import type { Kernel } from "@jupyterlab/services";
import { expect, it } from "vitest";
import { RunMemory } from "../../../renderer/recovery/run-memory.ts";

const message = (direction: "send" | "recv", msg: object) => ({ direction, msg }) as unknown as Kernel.IAnyMessageArgs;
const request = (id: string, cellId?: string) =>
  message("send", { header: { msg_id: id, msg_type: "execute_request" }, metadata: { cellId } });
const reply = (id: string, status = "ok") =>
  message("recv", {
    ...{ header: { msg_id: `reply-${id}`, msg_type: "execute_reply" }, parent_header: { msg_id: id } },
    content: { status },
  });

it("knows the cells whose runs came to an end, and leaves out what failed or still ran", () => {
  const memory = new RunMemory();
  for (const [id, cell] of Object.entries({ a: "one", b: "two", c: "three" })) memory.hear(request(id, cell));
  memory.hear(reply("a"));
  memory.hear(reply("b", "error"));
  expect(memory.replay).toEqual(["one"]);
});

it("passes over code that belongs to no cell", () => {
  const memory = new RunMemory();
  memory.hear(request("a"));
  memory.hear(reply("a"));
  memory.hear(reply("of another page"));
  expect(memory.replay).toEqual([]);
});

it("what the host knew comes first, and no cell twice; a run that was under way is not forgotten over it", () => {
  const memory = new RunMemory();
  memory.hear(request("a", "two"));
  memory.recall([{ cell: "one" }, { cell: "two", failed: true }]);
  memory.hear(reply("a"));
  expect(memory.replay).toEqual(["one", "two"]);
  memory.reset();
  expect(memory.replay).toEqual([]);
});
