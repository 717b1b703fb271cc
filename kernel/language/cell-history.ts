import type { DeclaredName } from "./cell-text.ts";
import type { RunId } from "./protocol.ts";

/** What a run leaves for later cells: a module of declarations, and its names. */
export interface CellRecord {
  runId: RunId;
  /** Module text that declares and exports `names`: declarations, or the cell itself where they cannot be written down. */
  declarations: string;
  /** Whether `declarations` is a `.d.ts`. */
  ambient: boolean;
  names: ReadonlyMap<string, DeclaredName>;
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

  /**
   * @param existing after an error: the values that the run came to define; its types are always kept
   */
  add(record: CellRecord, existing?: readonly string[]): void {
    const survives = (name: string, { kind }: DeclaredName) =>
      existing === undefined || kind === "type" || kind === "ambient" || existing.includes(name);
    for (const [name, declared] of record.names) {
      if (survives(name, declared)) this.visible.set(name, { runId: record.runId, kind: declared.kind });
    }
    this.records.set(record.runId, record);
  }

  /** Every value, and the run whose module object holds it. */
  bindings(): Record<string, RunId> {
    const values = [...this.visible].filter(([, { kind }]) => kind === "variable" || kind === "constant");
    return Object.fromEntries(values.map(([name, { runId }]) => [name, runId]));
  }

  clear(): void {
    this.records.clear();
    this.visible.clear();
  }
}
