import type ts from "typescript";
import type { CellHistory } from "../cell-history.ts";
import type { CellReferences } from "../cell-references.ts";
import type { CellText } from "../cell-text.ts";
import type { CellUsage, RunId } from "../protocol.ts";
import { type BindingKey, bindingKey, countFacts, type NameFacts, nameOf, runOf } from "./name-facts.ts";
import { UsageWalk } from "./usage-walk.ts";

/** Chains of functions that mention one another, longest first found last, are followed so far. */
const MAX_PASSES = 5;

export interface UsageRequest {
  program: ts.Program;
  file: ts.SourceFile;
  references: CellReferences;
  cell: CellText;
  /** Where the cell begins in `file`. */
  start: number;
  runId: RunId;
  history: CellHistory;
}

export interface AnalysedUsage extends CellUsage {
  globals: ReadonlySet<string>;
  /** What later cells must know of the names that this one declares. */
  facts: ReadonlyMap<string, NameFacts>;
}

/**
 * What a cell does to the names of other cells: by its own text, by the functions and methods that it calls, and through
 * other names for the same values. What a package does to the values that it is given is not seen, except for methods
 * whose names are known.
 */
export function cellUsage({ program, file, references, cell, start, runId, history }: UsageRequest): AnalysedUsage {
  const factsOf = (key: BindingKey): NameFacts | undefined => history.records.get(runOf(key))?.facts.get(nameOf(key));
  const current = (name: string): BindingKey | undefined => {
    const run = cell.declared.has(name) ? runId : history.visible.get(name)?.runId;
    return run === undefined ? undefined : bindingKey(run, name);
  };
  const walk = new UsageWalk({ program, references, runId, factsOf, current });
  const statements = file.statements.filter(
    (each) => each.getStart(file) >= start && each.end <= start + cell.source.length,
  );
  for (let pass = 0, known = -1; pass < MAX_PASSES && known !== countFacts(walk.facts.values()); pass++) {
    known = countFacts(walk.facts.values());
    statements.forEach((statement) => walk.statement(statement));
  }
  const earlier = (keys: Iterable<BindingKey>) => namesOf(keys, history, runId);
  return {
    defines: [...cell.declared.keys()],
    reads: [...new Set([...earlier(walk.cell.reads), ...walk.globals])],
    mutates: earlier(walk.cell.mutates),
    globals: walk.globals,
    facts: walk.facts,
  };
}

/** The names of earlier cells; a binding that has been redeclared since has no name any more. */
function namesOf(keys: Iterable<BindingKey>, history: CellHistory, runId: RunId): string[] {
  return [...keys].flatMap((key) => {
    const [run, name] = [runOf(key), nameOf(key)];
    return run !== runId && history.visible.get(name)?.runId === run ? [name] : [];
  });
}
