import ts from "typescript";
import type { TypeErrorMode } from "../../notebooks/kernel-settings.ts";
import { absentGlobals } from "./absent-globals.ts";
import { type Finding, rejectCell, toCellDiagnostic, warningText } from "./cell-diagnostics.ts";
import type { CellHistory, CellRecord } from "./cell-history.ts";
import { CellReferences } from "./cell-references.ts";
import type { CellText } from "./cell-text.ts";
import { cellTransformer, dropModuleMark } from "./emit/cell-transformer.ts";
import { stopWhenInterrupted } from "./emit/stop-when-interrupted.ts";
import type { LanguageHost } from "./language-host.ts";
import { localModules, moduleVersions } from "./local-modules.ts";
import { isPreloaded } from "./preloaded.ts";
import type { CompileRequest, CompileResult } from "./protocol.ts";
import { scopeHeader } from "./scope-header.ts";
import { cellUsage } from "./usage/cell-usage.ts";
import { relocateSourceMap } from "./source-map.ts";

/** A compiled cell, and what later cells will know of it once it has run. */
export interface Compilation {
  result: CompileResult;
  record?: CellRecord;
}

/** Checks one cell against the names it can see, and turns it into JavaScript. */
export function compileCell(
  request: Omit<CompileRequest, "kind">,
  cell: CellText,
  typeErrors: TypeErrorMode,
  history: CellHistory,
  host: LanguageHost,
  service: ts.LanguageService,
): Compilation {
  const { runId, executionCount, source } = request;
  const place = `cell [${executionCount}]`;
  const inCell = (errors: readonly ts.Diagnostic[], offset: number): Finding[] =>
    errors.map((each) => ({ diagnostic: toCellDiagnostic(each, cell.tree, offset), place, source }));
  const reject = (findings: readonly Finding[]): Compilation => ({ result: rejectCell(runId, findings) });
  if (cell.syntaxErrors.length > 0) return reject(inCell(cell.syntaxErrors, 0));

  const header = scopeHeader(history, (name) => cell.mentioned.has(name) && !cell.declared.has(name));
  // A first line for the shell (`#!`) is none behind the header.
  host.setCell(`${header}${source.replace(/^#!/, "//")}\nexport { ${cell.unexported.join(", ")} };\n`);
  const program = service.getProgram()!;
  const file = program.getSourceFile(host.cellFile)!;
  const mode = cell.unchecked ? "ignore" : typeErrors;
  const modules = localModules(file, program, host);
  const errors =
    mode === "ignore"
      ? []
      : [...inCell(errorsOf(program, file, host), header.length), ...moduleErrors(program, modules, host)];
  const fatal = fatalFindings(errors, mode);
  if (fatal.length > 0) return reject(fatal);

  const references = new CellReferences(program.getTypeChecker(), file, header.length);
  const output = emit(program, file, references, cell, header);
  const usage = cellUsage({ program, file, references, cell, start: header.length, runId, history });
  const sourceName = `cell-${executionCount}.ts`;
  const globals = [...usage.globals].filter(isPreloaded);
  return {
    result: {
      ok: true,
      runId,
      code: `(() => {"use strict";\n${output.code}\n})()`,
      sourceMap: relocateSourceMap(output.sourceMap, { headerLines: 1, leadingLines: 1, sourceName }),
      sourceName,
      usage: { defines: usage.defines, reads: usage.reads, mutates: usage.mutates },
      modules: moduleVersions(modules, host),
      globals,
      warnings: mode === "warn" ? warningText(errors) : "",
    },
    record: {
      runId,
      names: cell.declared,
      facts: usage.facts,
      ...declarationsOf(program, file, output.declarations, host),
    },
  };
}

/** `import x = require("x")` is not for ES modules, says the checker (TS1202); we run it all the same. */
const acceptedErrors = new Set([1202]);

function errorsOf(program: ts.Program, file: ts.SourceFile, host: LanguageHost): ts.Diagnostic[] {
  const all = [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...absentGlobals(program, file, host.isStandard),
  ];
  return all
    .filter(({ category, code }) => category === ts.DiagnosticCategory.Error && !acceptedErrors.has(code))
    .sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
}

/** What is wrong in modules beside the notebook. */
export function moduleErrors(program: ts.Program, modules: readonly ts.SourceFile[], host: LanguageHost): Finding[] {
  return modules.flatMap((module) =>
    errorsOf(program, module, host).map((each) => {
      const file = host.nameForPeople(module.fileName);
      return { diagnostic: { ...toCellDiagnostic(each, module, 0), file }, place: file, source: module.text };
    }),
  );
}

/** The findings that keep a cell from running: where types are not refused, only what cannot be parsed. */
export function fatalFindings(errors: readonly Finding[], mode: TypeErrorMode): readonly Finding[] {
  return mode === "refuse" ? errors : errors.filter(({ diagnostic }) => diagnostic.kind === "syntax");
}

interface Output {
  code: string;
  sourceMap: string;
  declarations: string;
}

function emit(
  program: ts.Program,
  file: ts.SourceFile,
  references: CellReferences,
  cell: CellText,
  header: string,
): Output {
  const output: Output = { code: "", sourceMap: "", declarations: "" };
  const write: ts.WriteFileCallback = (fileName, text) => {
    if (fileName.endsWith(".d.ts")) output.declarations = text;
    else if (fileName.endsWith(".map")) output.sourceMap = text;
    else output.code = text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
  };
  const end = header.length + cell.source.length;
  program.emit(file, write, undefined, false, {
    before: [
      cellTransformer(references, unusedName("cell", cell.mentioned), header.length, end),
      stopWhenInterrupted(),
    ],
    after: [dropModuleMark()],
  });
  return output;
}

/** Some inferred types have no name that another file could write; then later cells read the cell itself. */
function declarationsOf(program: ts.Program, file: ts.SourceFile, declarations: string, host: LanguageHost) {
  const isNameable =
    program.getDeclarationDiagnostics(file).length === 0 &&
    ts.preProcessFile(declarations).importedFiles.every(({ fileName }) => host.canResolve(fileName));
  return isNameable ? { declarations, ambient: true } : { declarations: file.text, ambient: false };
}

function unusedName(wish: string, taken: ReadonlySet<string>): string {
  let name = wish;
  while (taken.has(name)) name = `_${name}`;
  return name;
}
