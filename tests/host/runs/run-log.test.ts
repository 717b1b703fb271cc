import { describe, expect, it } from "vitest";
import { createMessage } from "../../../host/kernels/create-message.ts";
import { RunLog } from "../../../host/runs/run-log.ts";
import { hashSource } from "../../../notebooks/hash-source.ts";

const versions = { TypeScript: "6.0.3" };
const names = { defines: ["a"], reads: [], mutates: [] };

function reply(count: number, ulm: object | undefined = { cell: "c", ...names, versions }) {
  const message = createMessage("execute_reply", { status: "ok", execution_count: count }, "s");
  message.header.date = "2026-01-05T10:00:01.500Z";
  message.metadata = { started: "2026-01-05T10:00:00.000Z", ...(ulm && { ulm }) };
  return message;
}

describe("RunLog", () => {
  it("keeps what the kernel says of each run, in order", () => {
    const log = new RunLog();
    const file = { name: "x.csv", sha256: "ab", size: 3 };
    log.add({ content: { code: "const a = 1" } }, reply(1, { cell: "c", ...names, dataFiles: [file], versions: {} }));
    log.add({ content: { code: "const a = 2" } }, reply(2));
    const run = { cell: "c", ...names, endedAt: "2026-01-05T10:00:01.500Z", durationMs: 1500 };
    expect(log.record).toEqual({
      versions,
      runs: [
        { ...run, count: 1, source: hashSource("const a = 1"), dataFiles: [file] },
        { ...run, count: 2, source: hashSource("const a = 2") },
      ],
    });
    log.clear();
    expect(log.record).toEqual({ versions: {}, runs: [] });
  });

  it("passes over what is no run of a cell, and kernels that say nothing", () => {
    const log = new RunLog();
    log.add({ content: { code: "1", silent: true } }, reply(1));
    log.add({ content: { code: "1", store_history: false } }, reply(1));
    const foreign = reply(1);
    foreign.metadata = {};
    log.add({ content: { code: "1" } }, foreign);
    expect(log.record.runs).toEqual([]);
  });
});

describe("hashSource", () => {
  it("tells texts apart", () => {
    const texts = ["", "a", "b", "ab", "ba", "const a = 1", "const a = 2", "退货", "貨退", "a\n", "a\r\n"];
    expect(new Set(texts.map(hashSource)).size).toBe(texts.length);
    expect(hashSource("a")).toBe("e40c292ce40c292c");
  });
});
