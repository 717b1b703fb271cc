import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { markEditedModules } from "../../../host/runs/mark-edited-modules.ts";
import type { CellRun } from "../../../notebooks/cell-run.ts";
import { hashSource } from "../../../notebooks/hash-source.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-runs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("says which modules of a run hold another text by now, or are gone; cells are none of its business", async () => {
  const module = (name: string) => ({ name, source: hashSource("export const a = 1;") });
  const names = { defines: [], reads: [], mutates: [] };
  const run: CellRun = { cell: "c", count: 1, source: "", ...names, endedAt: "", durationMs: 1 };
  const modules = [
    module("same.ts"),
    module("edited.ts"),
    module("gone.ts"),
    { ...module("cell.ts"), isCell: true as const },
  ];
  await writeFile(join(folder, "same.ts"), "\uFEFFexport const a = 1;");
  await writeFile(join(folder, "edited.ts"), "export const a = 2;");
  const importing = { ...run, modules };
  const marked = await markEditedModules([run, importing, { ...run, modules: [module("same.ts")] }], folder);
  expect(marked[0]).toBe(run);
  expect(marked[1]).toEqual({ ...importing, editedModules: ["edited.ts", "gone.ts"] });
  expect(marked[2].editedModules).toBeUndefined();
});
