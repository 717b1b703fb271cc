import ts from "typescript";
import type { ModuleVersion } from "../../notebooks/cell-report.ts";
import { hashSource } from "../../notebooks/hash-source.ts";
import type { LanguageHost } from "./language-host.ts";

/**
 * The TypeScript modules beside the notebook that a cell imports, directly or through one another, in the order in which
 * they are met. Declarations, JavaScript and packages are not among them: their types are not the user's to mend.
 */
export function localModules(cell: ts.SourceFile, program: ts.Program, host: LanguageHost): ts.SourceFile[] {
  const found = new Set<ts.SourceFile>();
  const visit = (importer: ts.SourceFile): void => {
    for (const { fileName: specifier } of ts.preProcessFile(importer.text).importedFiles) {
      const module = isPath(specifier) ? findModule(specifier, importer) : undefined;
      if (module === undefined || found.has(module)) continue;
      found.add(module);
      visit(module);
    }
  };
  const findModule = (specifier: string, importer: ts.SourceFile): ts.SourceFile | undefined => {
    const fileName = host.findLocalModule(specifier, importer.fileName);
    return fileName === undefined ? undefined : program.getSourceFile(fileName);
  };
  visit(cell);
  return [...found];
}

/** By which text each module was taken. */
export function moduleVersions(modules: readonly ts.SourceFile[], host: LanguageHost): ModuleVersion[] {
  return modules.map(({ fileName, text }) => {
    const version: ModuleVersion = { name: host.nameForPeople(fileName), source: hashSource(text) };
    return host.moduleCell(fileName) === undefined ? version : { ...version, isCell: true };
  });
}

function isPath(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier);
}
