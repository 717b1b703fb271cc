import type ts from "typescript";
import { clipLine } from "../clip.ts";
import { displayWidth } from "../display-width.ts";
import type { CellDiagnostic, RejectedCell, RunId } from "./protocol.ts";
import { readableMessage } from "./readable-message.ts";

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const yellow = (text: string) => `\u001b[33m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;

/** TypeScript numbers what is wrong with the grammar below, what is wrong with the meaning from here on. */
const firstSemanticCode = 2000;

/** How many lines of the cell a code frame shows before and after the one that is wrong. */
const frameContext = 2;

/** A diagnostic, and the text that it is about. */
export interface Finding {
  diagnostic: CellDiagnostic;
  /** `cell [3]`, or a module's file. */
  place: string;
  source: string;
}

/**
 * Positions a compiler diagnostic in the cell.
 *
 * @param cell the cell's own text, parsed
 * @param offset where the cell begins in the file that the diagnostic is about
 */
export function toCellDiagnostic(diagnostic: ts.Diagnostic, cell: ts.SourceFile, offset: number): CellDiagnostic {
  const clamp = (position: number) => Math.min(Math.max(position, 0), cell.text.length);
  const start = clamp((diagnostic.start ?? 0) - offset);
  const end = clamp(start + (diagnostic.length ?? 0));
  const from = cell.getLineAndCharacterOfPosition(start);
  const to = cell.getLineAndCharacterOfPosition(end);
  return {
    kind: diagnostic.code < firstSemanticCode ? "syntax" : "type",
    code: diagnostic.code,
    message: readableMessage(diagnostic),
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** The reply for a cell that is not run. @param findings at least one */
export function rejectCell(runId: RunId, findings: readonly Finding[]): RejectedCell {
  const [{ diagnostic, place }] = findings as [Finding];
  const ename = diagnostic.kind === "syntax" ? "SyntaxError" : "TypeError";
  const traceback = findings.flatMap((each) => describe(red(ename), each));
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
  const where = diagnostic.file === undefined ? "" : `${place}, `;
  const evalue = `${where}line ${diagnostic.line}: ${diagnostic.message.split("\n")[0]}${more}`;
  return { ok: false, runId, ename, evalue, traceback, diagnostics: findings.map((each) => each.diagnostic) };
}

/** The same findings about a cell that runs all the same. */
export function warningText(findings: readonly Finding[]): string {
  const lines = findings.flatMap((each) => describe(yellow("Type warning"), each));
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

function describe(head: string, { diagnostic, place, source }: Finding): string[] {
  const { line, column, message, code } = diagnostic;
  const heading = `${head} in ${place}, line ${line}, column ${column}: ${message} ${dim(`(TS${code})`)}`;
  return [heading, codeFrame(source, diagnostic)];
}

/** The lines around a diagnostic, numbered, with what is wrong underlined. */
export function codeFrame(source: string, { line, column, endLine, endColumn }: CellDiagnostic): string {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const first = Math.max(1, line - frameContext);
  const last = Math.min(lines.length, line + frameContext);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const { text, column: start } = clipLine(lines[number - 1]!, column);
    const gutter = `${number === line ? red(">") : " "} ${dim(`${String(number).padStart(width)} |`)} `;
    frame.push(`${gutter}${text}`);
    if (number !== line) continue;
    const length = Math.max(1, endLine === line ? endColumn - column : text.length + 1 - start);
    const indent = text.slice(0, start - 1).replace(/[^\t]/gu, (character) => " ".repeat(displayWidth(character)));
    const marked = displayWidth(text.slice(start - 1, start - 1 + length));
    frame.push(`  ${" ".repeat(width)} ${dim("|")} ${indent}${red("~".repeat(Math.max(1, marked)))}`);
  }
  return frame.join("\n");
}
