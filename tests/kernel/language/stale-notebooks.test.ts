import { describe, expect, it } from "vitest";
import type { CellRun } from "../../../notebooks/cell-run.ts";
import { findStaleCells } from "../../../notebooks/find-stale-cells.ts";
import { CellRunner } from "./run-cells.ts";

/** Notebooks of real cells: what the kernel finds out about each run decides what `findStaleCells` says. */
interface Notebook {
  what: string;
  cells: string[];
  /** Numbers of cells; with a text, the cell is run as if it were written so. */
  runs: (number | [number, string])[];
  deleted?: number[];
  stale: string[];
  toRun: number[];
}

async function stale({ cells, runs, deleted = [] }: Notebook) {
  const runner = new CellRunner();
  const done: CellRun[] = [];
  for (const step of runs) {
    const [cell, source] = typeof step === "number" ? [step, cells[step - 1]!] : step;
    const ran = await runner.run(source);
    if (!ran.compiled.ok) throw new Error(ran.compiled.evalue);
    const facts = { source, count: done.length + 1, endedAt: "", durationMs: 0 };
    done.push({ cell: String(cell), ...facts, ...ran.compiled.usage });
  }
  const texts = cells.map((source, index) => ({ id: String(index + 1), source }));
  const { reasons, toRun } = findStaleCells(
    texts.filter(({ id }) => !deleted.includes(Number(id))),
    done,
  );
  const said = [...reasons].map(([id, reason]) =>
    [id, reason.kind, "name" in reason ? reason.name : "", "by" in reason ? reason.by : ""].join(" ").trimEnd(),
  );
  return { said, toRun: toRun.map(Number) };
}

const notebooks: Notebook[] = [
  {
    what: "a method changes an object",
    cells: ["const list = [1]", "list.push(2)", "list.length"],
    runs: [1, 2, 3, 2],
    stale: ["2 repeated list", "3 changed list 2"],
    toRun: [1, 2, 3],
  },
  {
    what: "another name for the object changes it",
    cells: ["const list = [1]", "const alias = list", "alias.push(2)", "list.length"],
    runs: [1, 2, 4, 3],
    stale: ["4 changed list 3"],
    toRun: [4],
  },
  {
    what: "rows are changed in a loop",
    cells: ["const rows = [{ total: 0 }]", "for (const row of rows) row.total += 1", "rows[0].total"],
    runs: [1, 3, 2],
    stale: ["3 changed rows 2"],
    toRun: [3],
  },
  {
    what: "rows are only read, summed and copied",
    cells: [
      "const rows = [{ id: 'a', total: 1 }]",
      "const sums = rows.reduce((all, { id, total }) => { all[id] = total; return all }, {} as Record<string, number>); rows.map((row) => ({ ...row })).sort()",
      "rows.length",
    ],
    runs: [1, 3, 2],
    stale: [],
    toRun: [],
  },
  {
    what: "a function changes a variable",
    cells: ["let count = 0", "const bump = () => { count++ }", "bump()", "count"],
    runs: [1, 2, 4, 3],
    stale: ["4 changed count 3"],
    toRun: [4],
  },
  {
    what: "a function is only defined below",
    cells: ["let count = 0", "count", "const bump = () => { count++ }"],
    runs: [1, 2, 3],
    stale: [],
    toRun: [],
  },
  {
    what: "a function reads a variable that is assigned anew",
    cells: ["let rate = 1", "const price = (x: number) => x * rate", "rate = 2", "price(1)"],
    runs: [1, 2, 4, 3],
    stale: ["4 changed rate 3"],
    toRun: [4],
  },
  {
    what: "a function changes what it is given",
    cells: [
      "const rows = [{ total: 0 }]",
      "function add(table: { total: number }[]) { table.forEach((row) => { row.total = 5 }) }",
      "add(rows)",
      "rows[0].total",
    ],
    runs: [1, 2, 4, 3],
    stale: ["4 changed rows 3"],
    toRun: [4],
  },
  {
    what: "a method of a cell's class changes its object",
    cells: [
      "class Basket { items: number[] = []; put(x: number) { this.items.push(x) } }",
      "const basket = new Basket()",
      "basket.put(1)",
      "basket.items.length",
    ],
    runs: [1, 2, 4, 3],
    stale: ["4 changed basket 3"],
    toRun: [4],
  },
  {
    what: "a local of the same name is changed",
    cells: [
      "let total = 1",
      "const sum = (total: number[]) => { total.push(1); return total.length }; sum([])",
      "total",
    ],
    runs: [1, 3, 2],
    stale: [],
    toRun: [],
  },
  {
    what: "a name is declared again below, for the cells below",
    cells: ["const total = 1", "total", "const total = 'two'", "total.length"],
    runs: [1, 2, 3, 4, 3],
    stale: ["4 changed total 3"],
    toRun: [4],
  },
  {
    what: "a cell above takes what it finds apart, and is run again",
    cells: [
      "const settings = { rate: 1, tags: ['a'] }",
      "const { rate, tags } = settings",
      "rate + 1",
      "tags.push('b')",
    ],
    runs: [1, 2, 3, 4, 2],
    stale: ["2 out-of-order settings 4", "3 changed rate 2", "4 changed tags 2"],
    toRun: [1, 2, 3, 4],
  },
  {
    what: "the cell that imports is deleted",
    cells: ["import { basename } from 'node:path'", "basename('/a/b')"],
    runs: [1, 2],
    deleted: [1],
    stale: ["2 gone basename"],
    toRun: [2],
  },
  {
    what: "the cell that changed an object is deleted",
    cells: ["const list = [1]", "list.push(2)", "list.length"],
    runs: [1, 2, 3],
    deleted: [2],
    stale: ["3 gone list"],
    toRun: [1, 3],
  },
  {
    what: "two cells depend on each other",
    cells: ["let a = b + 1", "let b = a + 1"],
    runs: [[1, "let a = 1"], 2, 1, 2],
    stale: ["1 out-of-order b 2", "2 changed a 1"],
    toRun: [1, 2],
  },
];

describe("stale cells, when", () => {
  it.each(notebooks)("$what", async (notebook) => {
    expect(await stale(notebook)).toEqual({ said: notebook.stale, toRun: notebook.toRun });
  });
});
