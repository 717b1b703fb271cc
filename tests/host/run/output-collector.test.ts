import { describe, expect, it } from "vitest";
import { createMessage } from "../../../host/kernels/create-message.ts";
import { type DisplayRegistry, OutputCollector } from "../../../host/run/output-collector.ts";

const show = (collector: OutputCollector, type: string, content: Record<string, unknown>) =>
  collector.accept(createMessage(type, content, "s"));
const stream = (collector: OutputCollector, text: string, name = "stdout") => show(collector, "stream", { name, text });
const display = (text: string, id?: string) => ({
  data: { "text/plain": text },
  metadata: {},
  transient: id === undefined ? {} : { display_id: id },
});
const stored = (text: string) => ({ output_type: "display_data", data: { "text/plain": text }, metadata: {} });

describe("OutputCollector", () => {
  it("joins what one stream writes in a row", () => {
    const collector = new OutputCollector(new Map());
    stream(collector, "a");
    stream(collector, "b\n");
    stream(collector, "!", "stderr");
    stream(collector, "c");
    expect(collector.outputs.map(({ name, text }) => [name, text])).toEqual([
      ["stdout", "ab\n"],
      ["stderr", "!"],
      ["stdout", "c"],
    ]);
  });

  it("clears at once, or with the next output", () => {
    const collector = new OutputCollector(new Map());
    stream(collector, "old");
    show(collector, "clear_output", { wait: true });
    expect(collector.outputs).toHaveLength(1);
    stream(collector, "new");
    expect(collector.outputs.map(({ text }) => text)).toEqual(["new"]);
    show(collector, "clear_output", { wait: false });
    expect(collector.outputs).toEqual([]);
  });

  it("updates displays wherever they are, and does not store their ids", () => {
    const displays: DisplayRegistry = new Map();
    const [one, two] = [new OutputCollector(displays), new OutputCollector(displays)];
    show(one, "display_data", display("0 %", "bar"));
    show(one, "display_data", display("0 %", "bar"));
    show(two, "update_display_data", display("100 %", "bar"));
    show(two, "update_display_data", display("?", "unknown"));
    expect(one.outputs).toEqual([stored("100 %"), stored("100 %")]);
    expect(two.outputs).toEqual([]);
  });

  it("stores results and errors as notebooks do", () => {
    const collector = new OutputCollector(new Map());
    show(collector, "execute_result", { execution_count: 2, data: { "text/plain": "1" }, metadata: {} });
    show(collector, "error", { ename: "E", evalue: "v", traceback: ["t"], extra: 1 });
    show(collector, "status", { execution_state: "idle" });
    expect(collector.outputs).toEqual([
      { output_type: "execute_result", execution_count: 2, data: { "text/plain": "1" }, metadata: {} },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
    ]);
  });
});
