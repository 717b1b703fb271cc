import { describe, expect, it } from "vitest";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { findStaleCells } from "../../notebooks/find-stale-cells.ts";

/**
 * A cell's text here says what it touches: `+a` defines a, `a` reads it, `*a` changes it in place. So `+b a` is
 * `const b = a`, and `*a` is `a.push(1)`.
 */
function runOf(cell: string, source: string, count: number): CellRun {
  const words = source.split(" ").filter((word) => word !== "");
  const strip = (mark: string) => words.filter((word) => word.startsWith(mark)).map((word) => word.slice(1));
  const reads = words.filter((word) => !word.startsWith("+")).map((word) => word.replace("*", ""));
  const names = { defines: strip("+"), mutates: strip("*"), reads };
  return { cell, source, count, ...names, endedAt: "", durationMs: 0 };
}

/** Runs cells `1`, `2`… in the given order; a run may be of another text: `["2", "+b"]`. */
function check(texts: string[], order: (number | [number, string])[], deleted: number[] = []) {
  const runs = order.map((step, index) => {
    const [cell, text] = typeof step === "number" ? [step, texts[step - 1]] : step;
    return runOf(String(cell), text, index + 1);
  });
  const cells = texts
    .map((source, index) => ({ id: String(index + 1), source }))
    .filter(({ id }) => !deleted.includes(Number(id)));
  const { reasons, toRun } = findStaleCells(cells, runs);
  const said = [...reasons].map(([id, reason]) => {
    const name = reason.kind === "edited" ? "" : ` ${reason.name}`;
    return `${id}: ${reason.kind}${name}${"by" in reason ? ` in ${reason.by}` : ""}`;
  });
  return { said, toRun: toRun.map(Number), cells, runs };
}

type Row = [string, string[], (number | [number, string])[], string[], number[], number[]?];

/** Title, cells, order of runs, what is stale, what is to run, deleted cells. */
const table: Row[] = [
  ["nothing, when everything ran in order", ["+a", "+b a", "b"], [1, 2, 3], [], []],
  ["nothing, when nothing ran", ["+a", "a"], [], [], []],
  ["nothing for a cell that was not run, whatever it depends on", ["+a", "a", "+a"], [1, 3], [], []],
  ["nothing for globals of the kernel", ["+a ulm", "ulm a"], [1, 2], [], []],
  ["what read a name that a cell above defined anew", ["+a", "a", "1"], [1, 2, 3, 1], ["2: changed a in 1"], [2]],
  [
    "everything downstream",
    ["+a", "+b a", "+c b", "c"],
    [1, 2, 3, 4, 1],
    ["2: changed a in 1", "3: changed b in 2", "4: changed c in 3"],
    [2, 3, 4],
  ],
  ["nothing once it ran again", ["+a", "+b a", "b"], [1, 2, 3, 1, 2, 3], [], []],
  [
    "an edited cell, and what depends on it",
    ["+a", "+b a", "b"],
    [1, [2, "+b"], 3],
    ["2: edited", "3: changed b in 2"],
    [2, 3],
  ],
  ["what a change in place reaches", ["+a", "*a", "a"], [1, 2, 3, 1, 2], ["3: changed a in 2"], [3]],
  ["nothing above a change in place that comes later in the notebook", ["+a", "a", "*a", "a"], [1, 2, 3, 4], [], []],
  [
    "a change in place that was repeated",
    ["+a", "*a", "a"],
    [1, 2, 2, 3],
    ["2: repeated a", "3: changed a in 2"],
    [1, 2, 3],
  ],
  ["nothing when the definition ran between the repetitions", ["+a", "*a", "a"], [1, 2, 1, 2, 3], [], []],
  ["what saw a change that comes later", ["+a", "a", "*a"], [1, 3, 2], ["2: out-of-order a in 3"], [1, 2, 3]],
  [
    "changes made in another order",
    ["+a", "*a", "*a"],
    [1, 3, 2],
    ["2: out-of-order a in 3", "3: changed a in 2"],
    [1, 2, 3],
  ],
  ["nothing for what a later definition shadows", ["+a", "a", "+a", "a"], [1, 2, 3, 4, 3, 4], [], []],
  [
    "what follows a redefinition only, when that ran again",
    ["+a", "a", "+a", "a"],
    [1, 2, 3, 4, 3],
    ["4: changed a in 3"],
    [4],
  ],
  ["nothing for the first definition when a second stands between", ["+a", "+a", "a"], [2, 1, 2, 3], [], []],
  [
    "what saw a definition that another one should have hidden",
    ["+a", "+a", "a"],
    [2, 1, 3],
    ["3: out-of-order a in 1"],
    [2, 3],
  ],
  ["what saw a definition of further down", ["a", "+a"], [2, 1], ["1: out-of-order a in 2"], [1]],
  ["what uses a name of a deleted cell", ["+a", "a"], [1, 2], ["2: gone a"], [2], [1]],
  ["what a deleted cell has changed", ["+a", "*a", "a"], [1, 2, 3], ["3: gone a"], [1, 3], [2]],
  ["what uses a name that its cell no longer defines", ["+b", "a"], [[1, "+a"], 2, 1], ["2: gone a"], [2]],
  ["nothing for a deleted cell that nobody needs", ["+a", "+b", "b"], [1, 2, 3], [], [], [1]],
  [
    "cells that depend on each other, without going round for ever",
    ["+a b", "+b a"],
    [[1, "+a"], 2, 1, 2],
    ["1: out-of-order b in 2", "2: changed a in 1"],
    [1, 2],
  ],
  [
    "a cell whose name was made anew before it changes that",
    ["+a", "+b *a", "b"],
    [1, 2, 3, 1],
    ["2: changed a in 1", "3: changed b in 2"],
    [2, 3],
  ],
];

describe("findStaleCells finds", () => {
  it.each(table)("%s", (_title, texts, order, said, toRun, deleted) => {
    const found = check(texts, order, deleted);
    expect([found.said, found.toRun]).toEqual([said, toRun]);
  });

  /** What no run can cure: names that come from nowhere above. */
  const incurable = /gone|without going round|further down/;

  it.each(table.filter(([title]) => !incurable.test(title) && !/deleted|no longer/.test(title)))(
    "nothing after what is to run was run: %s",
    (_title, texts, order) => {
      const { cells, runs, toRun } = check(texts, order);
      const more = toRun.map((id, index) => runOf(String(id), texts[id - 1], runs.length + index + 1));
      expect([...findStaleCells(cells, [...runs, ...more]).reasons]).toEqual([]);
    },
  );
});

describe("a cell that imports a module", () => {
  const cells = ["+price", "price", "1"].map((source, index) => ({ id: String(index + 1), source }));
  const run = (cell: number, count: number, text?: string, editedModules?: string[]) => ({
    ...runOf(String(cell), cells[cell - 1].source, count),
    ...(text === undefined ? {} : { modules: [{ name: "price.ts", source: text }] }),
    ...(editedModules === undefined ? {} : { editedModules }),
  });
  const check = (...runs: CellRun[]) => {
    const { reasons, toRun } = findStaleCells(cells, runs);
    return { reasons: Object.fromEntries(reasons), toRun };
  };
  const stale = {
    reasons: { 1: { kind: "module", name: "price.ts" }, 2: { kind: "changed", name: "price", by: "1" } },
    toRun: ["1", "2"],
  };

  it("is not stale while the module is as it was", () => {
    expect(check(run(1, 1, "a"), run(2, 2), run(3, 3, "a"))).toEqual({ reasons: {}, toRun: [] });
  });

  it("is stale, with what depends on it, when the file was edited, or another cell took a newer one", () => {
    expect(check(run(1, 1, "a", ["price.ts"]), run(2, 2), run(3, 3))).toEqual(stale);
    expect(check(run(1, 1, "a"), run(2, 2), run(3, 3, "b"))).toEqual(stale);
  });

  it("is not stale any more once it ran again", () => {
    const { reasons } = check(run(1, 1, "a"), run(2, 2), run(3, 3, "b"), run(1, 4, "b"), run(2, 5));
    expect(reasons).toEqual({});
  });
});
