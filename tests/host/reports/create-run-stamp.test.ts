import { describe, expect, it } from "vitest";
import { hashSource } from "../../../notebooks/hash-source.ts";
import { parseNotebook, serializeNotebook } from "../../../host/contents/notebook-file.ts";
import type { Notebook } from "../../../host/contents/notebook.ts";
import { createRunStamp } from "../../../host/reports/create-run-stamp.ts";
import { findRunStamp } from "../../../host/reports/find-run-stamp.ts";
import { readStoredRun, storeRun } from "../../../host/runs/stored-run.ts";
import type { CellRun, RunRecord } from "../../../notebooks/cell-run.ts";

const users = { name: "users.csv", sha256: "aa", size: 3 };
const orders = { name: "orders.csv", sha256: "bb", size: 4 };
const versions = { "ULM Notebook": "0.1.0" };

const run = (cell: string, count: number, more: Partial<CellRun> = {}): CellRun => ({
  ...{ cell, count, source: hashSource("1"), defines: [], reads: [], mutates: [], durationMs: 10 },
  endedAt: `2026-01-05T10:00:0${count}.000Z`,
  ...more,
});
const record = (...runs: CellRun[]): RunRecord => ({ versions, runs });

/** Cells by id: their execution counts. */
const notebook = (counts: Record<string, number | null>): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { ulm: { lesson: "kept" } },
  cells: [
    { cell_type: "markdown", id: "prose", source: "# T", metadata: {} },
    ...Object.entries(counts).map(([id, execution_count]) => ({
      ...{ cell_type: "code", id, source: "1", metadata: {}, execution_count },
      outputs: [
        { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
        { output_type: "execute_result", data: { "text/plain": "1", "application/json": { b: 1, a: [2] } } },
      ],
    })),
  ],
});

describe("createRunStamp", () => {
  it("sums up the runs that made the notebook's results", () => {
    const runs = [run("a", 1, { dataFiles: [users] }), run("b", 2, { dataFiles: [users, orders] }), run("a", 3)];
    expect(createRunStamp(notebook({ a: 3, b: 2, c: null }), record(...runs))).toEqual({
      generatedAt: "2026-01-05T10:00:03.000Z",
      versions,
      dataFiles: [
        { name: "users.csv", sha256: "aa" },
        { name: "orders.csv", sha256: "bb" },
      ],
      durationMs: 20,
    });
  });

  it("names the cells that are stale", () => {
    const runs = [
      run("a", 1, { defines: ["x"] }),
      run("b", 2, { reads: ["x"] }),
      run("c", 3, { source: "edited since" }),
    ];
    expect(createRunStamp(notebook({ a: 1, b: 2, c: 3 }), record(...runs))?.staleCells).toEqual(["c"]);
    const again = record(...runs, run("a", 4, { defines: ["x"] }));
    expect(createRunStamp(notebook({ a: 4, b: 2, c: 3 }), again)?.staleCells).toEqual(["b", "c"]);
  });

  it("lists a file of which two cells read two contents twice", () => {
    const changed = { ...users, sha256: "cc" };
    const runs = [run("a", 1, { dataFiles: [users] }), run("b", 2, { dataFiles: [changed] })];
    expect(createRunStamp(notebook({ a: 1, b: 2 }), record(...runs))?.dataFiles).toHaveLength(2);
  });

  it.each([
    ["nothing was run", { a: null }, [run("a", 1)]],
    ["a result is of another kernel", { a: 1, b: 2 }, [run("a", 1)]],
    ["a result is of another run of its cell", { a: 1 }, [run("a", 1), run("a", 2)]],
    ["nothing is known", { a: 1 }, []],
  ])("claims nothing when %s", (_what, counts, runs) => {
    expect(createRunStamp(notebook(counts), record(...runs))).toBeUndefined();
  });
});

describe("a run that its notebook carries", () => {
  const stored = storeRun(notebook({ a: 1, b: 2 }), record(run("a", 1, { dataFiles: [users] }), run("b", 2)));

  it("survives saving, and stands beside other metadata", () => {
    const again = parseNotebook(serializeNotebook(stored), "n.ipynb");
    expect(again.metadata.ulm).toMatchObject({ lesson: "kept" });
    expect(findRunStamp(again)).toMatchObject({ versions, dataFiles: [{ name: "users.csv" }], durationMs: 20 });
  });

  it("gives way to the runs of the notebook's kernel, when those made the results", () => {
    const newer = record(run("a", 1), run("b", 2, { durationMs: 500 }));
    expect(findRunStamp(stored, newer)?.durationMs).toBe(510);
    expect(findRunStamp(stored, record(run("x", 1)))?.durationMs).toBe(20);
  });

  it("is not believed once a result is of another run, even under the same count", () => {
    const rerun = structuredClone(stored);
    rerun.cells[1].outputs = [{ output_type: "stream", name: "stdout", text: "other" }];
    expect(readStoredRun(rerun)).toBeUndefined();
    const added = structuredClone(stored);
    added.cells.push({ ...structuredClone(added.cells[1]), id: "new", execution_count: 3 });
    expect(readStoredRun(added)).toBeUndefined();
  });

  it("still holds when a cell was deleted or its outputs cleared", () => {
    const cleared = structuredClone(stored);
    Object.assign(cleared.cells[1], { outputs: [], execution_count: null });
    expect(findRunStamp(cleared)?.durationMs).toBe(10);
    const shorter = { ...stored, cells: stored.cells.slice(0, 2) };
    expect(findRunStamp(shorter)?.durationMs).toBe(10);
  });

  it.each([null, 1, {}, { versions: {}, results: {}, runs: [{}] }, { versions: {}, results: {}, runs: [null] }])(
    "that is malformed (%j) is none",
    (malformed) => {
      const cells = notebook({ a: 1 }).cells;
      expect(findRunStamp({ ...notebook({}), cells, metadata: { ulm: { run: malformed } } })).toBeUndefined();
    },
  );
});
