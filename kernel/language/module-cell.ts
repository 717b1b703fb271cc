import ts from "typescript";
import type { TypeErrorMode } from "../../notebooks/kernel-settings.ts";
import { fatalFindings, moduleErrors, type Compilation } from "./cell-compiler.ts";
import { rejectCell, warningText } from "./cell-diagnostics.ts";
import type { LanguageHost } from "./language-host.ts";
import { localModules, moduleVersions } from "./local-modules.ts";
import type { CompileRequest } from "./protocol.ts";

/**
 * The file that a cell stands for which begins with `/** @module name *\/`, as tslab has it: other cells, and modules, import it
 * from `./name`. With `@jsx` it may hold JSX. It runs when it is imported first, and again once it was executed anew.
 *
 * @returns `name.ts` or `name.tsx`; undefined for all other cells
 */
export function moduleCellFile(source: string): string | undefined {
  const comments = (ts.getLeadingCommentRanges(source, 0) ?? [])
    .map(({ pos, end }) => source.slice(pos, end))
    .filter((text) => text.startsWith("/**"));
  const name = comments
    .map((text) => /@module[ \t]+(\w+)[ \t]*(?=$|@|\*\/)/m.exec(text)?.[1])
    .find((each) => each !== undefined);
  if (name === undefined || comments.some((text) => /@browser\b/.test(text))) return undefined;
  return comments.some((text) => /@jsx\b/.test(text)) ? `${name}.tsx` : `${name}.ts`;
}

/** Puts the module where imports find it, and checks it. To run such a cell does nothing more. */
export function compileModuleCell(
  { runId, executionCount, source }: Omit<CompileRequest, "kind">,
  file: string,
  mode: TypeErrorMode,
  host: LanguageHost,
  service: ts.LanguageService,
): Compilation {
  const moduleFile = host.setModuleCell(file, source);
  host.setCell(`import "./${file}";\n`);
  const program = service.getProgram()!;
  const modules = localModules(program.getSourceFile(host.cellFile)!, program, host);
  const errors = mode === "ignore" ? [] : moduleErrors(program, modules, host);
  const fatal = fatalFindings(errors, mode);
  if (fatal.length > 0) return { result: { ...rejectCell(runId, fatal), moduleFile } };
  const sourceName = `cell-${executionCount}.ts`;
  return {
    result: {
      ...{ ok: true, runId, sourceName, moduleFile },
      code: "(async () => {})",
      sourceMap: JSON.stringify({ version: 3, sources: [sourceName], names: [], mappings: "" }),
      usage: { defines: [], reads: [], mutates: [] },
      modules: moduleVersions(modules, host),
      globals: [],
      warnings: warningText(errors),
    },
    record: { runId, declarations: "export {};", ambient: true, names: new Map(), facts: new Map() },
  };
}
