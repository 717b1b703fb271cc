import type { DeclaredName } from "./cell-text.ts";
import type { RunId } from "./protocol.ts";
import type { NameFacts } from "./usage/name-facts.ts";

/** What a run leaves for later cells: a module of declarations, and its names. */
export interface CellRecord {
  runId: RunId;
  /** Module text that declares and exports `names`: declarations, or the cell itself where they cannot be written down. */
  declarations: string;
  /** Whether `declarations` is a `.d.ts`. */
  ambient: boolean;
  names: ReadonlyMap<string, DeclaredName>;
  /** What happens to other names when one of these is used. */
  facts: ReadonlyMap<string, NameFacts>;
}

/** A name that later cells see. */
export interface VisibleName {
  runId: RunId;
  kind: DeclaredName["kind"];
}

/** The runs of a session so far. A name belongs to the run that declared it last. */
export class CellHistory {
  readonly records = new Map<RunId, CellRecord>();
  readonly visible = new Map<string, VisibleName>();
  /** Another one after each change. */
  version = 0;

  /**
   * @param existing after an error: the values that the run came to define; its types are always kept
   * @returns the names that are there now
   */
  add(record: CellRecord, existing?: readonly string[]): string[] {
    const survives = ([name, { kind }]: [string, DeclaredName]) =>
      existing === undefined || kind === "type" || kind === "ambient" || existing.includes(name);
    const surviving = [...record.names].filter(survives);
    for (const [name, { kind }] of surviving) this.visible.set(name, { runId: record.runId, kind });
    this.records.set(record.runId, record);
    this.version++;
    return surviving.map(([name]) => name);
  }

  /** Does something as if the run had ended well already. */
  assuming<Result>(record: CellRecord, action: () => Result): Result {
    const { version } = this;
    const visible = [...this.visible];
    this.add(record);
    try {
      return action();
    } finally {
      this.records.delete(record.runId);
      this.visible.clear();
      for (const [name, meaning] of visible) this.visible.set(name, meaning);
      this.version = version;
    }
  }

  /** Every value, and the run whose module object holds it. */
  bindings(): Record<string, RunId> {
    const values = [...this.visible].filter(([, { kind }]) => kind === "variable" || kind === "constant");
    return Object.fromEntries(values.map(([name, { runId }]) => [name, runId]));
  }

  clear(): void {
    this.records.clear();
    this.visible.clear();
    this.version++;
  }
}
