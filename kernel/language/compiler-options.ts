import ts from "typescript";
import type { KernelSettings } from "../../notebooks/kernel-settings.ts";

/**
 * How cells are checked and emitted. The reasons for leaving `strict` off are in docs/decisions/0005-cells-are-checked-gently.md.
 */
export const compilerOptions: ts.CompilerOptions = {
  // What is older is known to every Node that runs kernels; the rest (`using`, decorators) is lowered.
  target: ts.ScriptTarget.ES2024,
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
  // As tslab has it; JSX is for modules whose names end in x.
  jsx: ts.JsxEmit.React,
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

/** The same for one kernel. */
export function compilerOptionsOf({ decorators }: KernelSettings): ts.CompilerOptions {
  return { ...compilerOptions, experimentalDecorators: decorators === "legacy" };
}
