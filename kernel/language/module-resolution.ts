import { join } from "node:path";
import ts from "typescript";
import { compilerOptions } from "./compiler-options.ts";
import { preloaded } from "./preloaded.ts";
import type { LanguageWorkerData } from "./protocol.ts";

const preloadedPackages: readonly string[] = Object.values(preloaded);

/**
 * Finds the types of an imported module: from the notebook's folder upward, then among the bundled declarations of the
 * preloaded packages, then in the application. So a notebook may bring its own version of anything.
 */
export function resolveModule(
  specifier: string,
  containingFile: string,
  folders: LanguageWorkerData,
): ts.ResolvedModuleFull | undefined {
  const local = lookUp(specifier, containingFile);
  const isOwn = local !== undefined && !local.resolvedFileName.startsWith(`${folders.applicationFolder}/`);
  if (isOwn) return local;
  return bundled(specifier, folders) ?? local ?? lookUp(specifier, join(folders.applicationFolder, "notebook.ts"));
}

function lookUp(specifier: string, containingFile: string): ts.ResolvedModuleFull | undefined {
  const { resolvedModule } = ts.resolveModuleName(specifier, containingFile, compilerOptions, ts.sys);
  return resolvedModule;
}

function bundled(specifier: string, { preludeFolder }: LanguageWorkerData): ts.ResolvedModuleFull | undefined {
  const name = declarationName(specifier);
  const resolvedFileName = name && join(preludeFolder, `${name}.d.ts`);
  if (!resolvedFileName || !ts.sys.fileExists(resolvedFileName)) return undefined;
  return { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true };
}

/** `@tensorflow/tfjs` is bundled as `tensorflow-tfjs.d.ts`, `ulm/data` as `ulm-data.d.ts`. */
function declarationName(specifier: string): string | undefined {
  const isBundled = specifier === "tslab" || specifier.startsWith("ulm/") || preloadedPackages.includes(specifier);
  return isBundled ? specifier.replace(/^@/, "").replaceAll("/", "-") : undefined;
}
