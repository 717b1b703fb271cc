import type ts from "typescript";
import type { CellHistory } from "./cell-history.ts";
import { parseCell } from "./cell-text.ts";
import { toUtf16Offset } from "./code-points.ts";
import type { LanguageHost } from "./language-host.ts";
import { isPreloaded } from "./preloaded.ts";
import { scopeHeader } from "./scope-header.ts";

/** A cell that is being written, placed where TypeScript can be asked about it. */
export interface Draft {
  source: string;
  /** The cursor in the cell, in UTF-16 units. */
  cursor: number;
  /** Where the cell begins in the file. */
  offset: number;
  program: ts.Program;
  file: ts.SourceFile;
}

/**
 * Every name of earlier cells is in scope; a preloaded global only when the text mentions it, since its types are large.
 *
 * @param cursor in code points
 */
export function openDraft(
  source: string,
  cursor: number,
  history: CellHistory,
  host: LanguageHost,
  service: ts.LanguageService,
): Draft {
  const { declared, mentioned } = parseCell(source);
  const inScope = (name: string) => !declared.has(name) && (mentioned.has(name) || !isPreloaded(name));
  const header = scopeHeader(history, inScope);
  host.setCell(header + source);
  const program = service.getProgram()!;
  return {
    source,
    cursor: toUtf16Offset(source, cursor),
    offset: header.length,
    program,
    file: program.getSourceFile(host.cellFile)!,
  };
}
