import ts from "typescript";

/**
 * How cells are checked and emitted. The reasons for leaving `strict` off are in docs/decisions/0005-cells-are-checked-gently.md.
 */
export const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: standardLibraries(Number(process.versions.node.split(".")[0])),
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  strict: false,
  strictFunctionTypes: true,
  strictBindCallApply: true,
  noImplicitAny: false,
  strictNullChecks: false,
  alwaysStrict: true,
  allowJs: true,
  checkJs: false,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  preserveConstEnums: true,
  skipLibCheck: true,
  declaration: true,
  sourceMap: true,
  noEmitOnError: false,
  newLine: ts.NewLineKind.LineFeed,
};

/** What the running Node implements, so that the checker neither refuses what works nor accepts what does not. */
function standardLibraries(nodeMajor: number): string[] {
  const always = ["lib.esnext.disposable.d.ts", "lib.decorators.d.ts"];
  if (nodeMajor >= 24) return ["lib.es2025.d.ts", ...always];
  if (nodeMajor >= 22) return ["lib.es2024.d.ts", "lib.es2025.collection.d.ts", "lib.es2025.iterator.d.ts", ...always];
  return ["lib.es2023.d.ts", ...always];
}
