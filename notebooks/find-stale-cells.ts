import type { CellRun } from "./cell-run.ts";

/** A code cell of a notebook as it stands. */
export interface CellText {
  id: string;
  /** `hashSource` of its text. */
  source: string;
}

/** Why a cell's results may differ from what running the notebook from top to bottom gives. `by` is a cell's id. */
export type StaleReason =
  /** Its text is not the one that was run. */
  | { kind: "edited" }
  /** A cell above gave `name` another value since, or is stale itself. */
  | { kind: "changed"; name: string; by: string }
  /** It saw what a cell that comes later, or is hidden by another, had made of `name`. */
  | { kind: "out-of-order"; name: string; by: string }
  /** It saw a `name` to which an earlier run of this cell had been done already. */
  | { kind: "repeated"; name: string }
  /** It saw a `name` of a cell that has been deleted, or rewritten without it. */
  | { kind: "gone"; name: string }
  /** It took a module of this name that holds another text by now. */
  | { kind: "module"; name: string };

export interface StaleCells {
  /** Why each stale cell is stale, by id, in the notebook's order. */
  reasons: ReadonlyMap<string, StaleReason>;
  /** Ids of the cells to run, in the notebook's order, to make all results what a run from top to bottom gives. */
  toRun: readonly string[];
}

/**
 * Tells which results are stale, and because of which name.
 *
 * A cell that was run saw a name as its last definition before that left it, and all changes between. It is stale unless
 * that is what it would see when the notebook ran from top to bottom: the last definition above it, and the changes
 * between, each by the last run of its cell. Since only cells above count, cells that depend on each other end the search
 * like any others. Cells that were not run are neither stale nor to run.
 *
 * @param cells the notebook's code cells, in its order
 * @param runs of one kernel, in their order; also of cells that have been deleted
 */
export function findStaleCells(cells: readonly CellText[], runs: readonly CellRun[]): StaleCells {
  const history = new RunHistory(cells, runs);
  const reasons = new Map<string, StaleReason>();
  for (const { id, source } of cells) {
    const run = history.last(id);
    if (run === undefined) continue;
    const reason = run.source === source ? findReason(run, history, reasons) : ({ kind: "edited" } as const);
    if (reason !== undefined) reasons.set(id, reason);
  }
  return { reasons, toRun: completeRun(cells, history, reasons) };
}

function findReason(
  run: CellRun,
  history: RunHistory,
  stale: ReadonlyMap<string, StaleReason>,
): StaleReason | undefined {
  const edited = run.editedModules?.[0] ?? history.editedModule(run);
  if (edited !== undefined) return { kind: "module", name: edited };
  for (const name of run.reads) {
    const expected = history.writersAbove(run, name);
    const changed = expected.findLast((writer) => writer.count > run.count || stale.has(writer.cell));
    if (changed !== undefined) return { kind: "changed", name, by: changed.cell };
    const seen = history.writersBefore(run, name);
    const odd = seen.find((writer, index) => writer !== expected[index]) ?? expected[seen.length];
    if (odd !== undefined) return explain(odd, run, name, history);
  }
  return undefined;
}

/** Why `run` should not have seen what `writer` did. */
function explain(writer: CellRun, run: CellRun, name: string, history: RunHistory): StaleReason {
  if (writer.cell === run.cell) return { kind: "repeated", name };
  const last = history.last(writer.cell);
  const isThere = history.has(writer.cell) && last !== undefined && writes(last, name);
  return isThere ? { kind: "out-of-order", name, by: writer.cell } : { kind: "gone", name };
}

/**
 * The stale cells, those above that must give them their names anew, and those that would become stale by it. Values
 * that changed in place are only made anew by the cell that defines them.
 */
function completeRun(
  cells: readonly CellText[],
  history: RunHistory,
  reasons: ReadonlyMap<string, StaleReason>,
): string[] {
  const toRun = new Set(reasons.keys());
  const writersOf = (run: CellRun) => run.reads.map((name) => ({ name, writers: history.writersAbove(run, name) }));
  for (let size = -1; size !== toRun.size;) {
    size = toRun.size;
    for (const { id } of cells) {
      const run = history.last(id);
      if (run === undefined) continue;
      for (const { name, writers } of writersOf(run)) {
        if (writers.some(({ cell }) => toRun.has(cell))) toRun.add(id);
        const isTouched = run.mutates.includes(name) || isDisturbed(reasons.get(id), name);
        const needsFresh = isTouched && history.lastWriter(name) !== writers[0];
        if (toRun.has(id) && needsFresh) writers.forEach(({ cell }) => toRun.add(cell));
      }
    }
  }
  return cells.map(({ id }) => id).filter((id) => toRun.has(id));
}

/** Whether a cell saw a name other than the cells above left it. */
function isDisturbed(reason: StaleReason | undefined, name: string): boolean {
  return reason !== undefined && reason.kind !== "edited" && reason.kind !== "changed" && reason.name === name;
}

/** The runs of a kernel beside the notebook as it stands. */
class RunHistory {
  readonly #positions: ReadonlyMap<string, number>;
  readonly #last: ReadonlyMap<string, CellRun>;
  /** The runs that define or change a name, in their order. */
  readonly #writers = new Map<string, CellRun[]>();
  /** The text of each module as it was taken last. */
  readonly #modules = new Map<string, string>();

  constructor(cells: readonly CellText[], runs: readonly CellRun[]) {
    this.#positions = new Map(cells.map(({ id }, position) => [id, position]));
    this.#last = new Map(runs.map((run) => [run.cell, run]));
    for (const run of runs) {
      for (const { name, source } of run.modules ?? []) this.#modules.set(name, source);
      for (const name of new Set([...run.defines, ...run.mutates])) {
        const writers = this.#writers.get(name);
        if (writers === undefined) this.#writers.set(name, [run]);
        else writers.push(run);
      }
    }
  }

  has(cell: string): boolean {
    return this.#positions.has(cell);
  }

  /** The last run of a cell. */
  last(cell: string): CellRun | undefined {
    return this.#last.get(cell);
  }

  /** The name of a module of which a later run took another text. */
  editedModule({ modules = [] }: CellRun): string | undefined {
    return modules.find(({ name, source }) => this.#modules.get(name) !== source)?.name;
  }

  /** The last run of all that defined or changed a name. */
  lastWriter(name: string): CellRun | undefined {
    return this.#writers.get(name)?.at(-1);
  }

  /** The runs that made of a name what `run` saw: its last definition and the changes after that, in their order. */
  writersBefore(run: CellRun, name: string): CellRun[] {
    return fromLastDefinition(
      (this.#writers.get(name) ?? []).filter(({ count }) => count < run.count),
      name,
    );
  }

  /** The runs that would make of a name what `run` saw, were the notebook run from top to bottom. */
  writersAbove(run: CellRun, name: string): CellRun[] {
    const positionOf = ({ cell }: CellRun) => this.#positions.get(cell) ?? Infinity;
    const above = (this.#writers.get(name) ?? [])
      .filter((writer) => this.#last.get(writer.cell) === writer && positionOf(writer) < positionOf(run))
      .sort((one, other) => positionOf(one) - positionOf(other));
    return fromLastDefinition(above, name);
  }
}

function writes({ defines, mutates }: CellRun, name: string): boolean {
  return defines.includes(name) || mutates.includes(name);
}

function fromLastDefinition(writers: CellRun[], name: string): CellRun[] {
  const definition = writers.findLastIndex(({ defines }) => defines.includes(name));
  return writers.slice(Math.max(definition, 0));
}
