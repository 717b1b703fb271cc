import { posix } from "node:path";
import ts from "typescript";

/**
 * Declarations that are always there, in one file instead of dozens. TypeScript looks at every file of a program for
 * every cell, and joins the parts of `Array` or `process` from wherever they lie: with one file it does so once.
 */
export interface DeclarationBundle {
  /** The path under which TypeScript sees the text; no such file exists. */
  fileName: string;
  text: string;
  /** Files that are in `text`. Whoever refers to one of them is shown nothing more. */
  members: ReadonlySet<string>;
  /** Files that were referred to and are modules: those cannot be joined. */
  modules: readonly string[];
}

const REFERENCE = /^\/\/\/\s*<reference\s+(lib|path)="([^"]+)"\s*\/>/gm;
/** At the beginning of a line: what `declare module` holds is indented. */
const MODULE_STATEMENT = /^(import|export)\b/m;

/**
 * Joins declaration files, and those that they refer to, each before the one that needs it.
 *
 * @param fileName of the result
 * @param files absolute paths
 */
export function bundleDeclarations(fileName: string, files: readonly string[]): DeclarationBundle {
  const members = new Set<string>();
  const modules: string[] = [];
  const texts: string[] = [];
  const visit = (file: string): void => {
    if (members.has(file) || modules.includes(file)) return;
    const text = ts.sys.readFile(file);
    if (text === undefined) return;
    if (MODULE_STATEMENT.test(text)) {
      modules.push(file);
      return;
    }
    members.add(file);
    for (const [, kind, target] of text.matchAll(REFERENCE)) {
      // Standard libraries are chosen by the running Node, not by the packages that mention them.
      if (kind === "path") visit(posix.join(posix.dirname(file), target));
      else if (isStandardLibrary(file)) visit(posix.join(posix.dirname(file), `lib.${target}.d.ts`));
    }
    texts.push(text.replaceAll(REFERENCE, ""));
  };
  files.forEach(visit);
  return { fileName, text: texts.join("\n"), members, modules };
}

function isStandardLibrary(file: string): boolean {
  return posix.dirname(file) === standardLibraryFolder;
}

/** Where TypeScript keeps the declarations of the language. */
export const standardLibraryFolder = posix.dirname(ts.getDefaultLibFilePath({}));
