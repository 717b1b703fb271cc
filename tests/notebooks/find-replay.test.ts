import { describe, expect, it } from "vitest";
import { findReplay } from "../../notebooks/find-replay.ts";

/** Runs of cells by their ids; one that failed is marked with `!`. */
const runs = (...cells: string[]) =>
  cells.map((cell) => (cell.endsWith("!") ? { cell: cell.slice(0, -1), failed: true as const } : { cell }));

describe("findReplay", () => {
  it.each([
    ["nothing was run", [], undefined, []],
    ["in the order of the runs, not of the notebook", ["b", "a"], undefined, ["b", "a"]],
    ["each once, where it was run first", ["a", "b", "a", "a"], undefined, ["a", "b"]],
    ["the cell that was running had not been run before", ["a", "b"], "c", ["a", "b"]],
    ["it had been run before: what came after may rest on it", ["a", "b", "c"], "b", ["a"]],
    ["a cell that failed is passed over", ["a", "b!", "c"], undefined, ["a", "c"]],
    ["one that was mended is not", ["a", "b!", "b", "c"], undefined, ["a", "b", "c"]],
    ["one that was broken is", ["a", "b", "b!"], "c", ["a"]],
  ] as [string, string[], string | undefined, string[]][])("%s", (_case, cells, running, replay) => {
    expect(findReplay(runs(...cells), running)).toEqual(replay);
  });
});
