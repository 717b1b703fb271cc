import ts from "typescript";
import { clipText } from "../clip.ts";
import { installCommand, packageName, plainSpecifier } from "../package-specifier.ts";
import { readableTypes } from "./readable-types.ts";

/** By TypeScript's number: what its words would leave a reader of a notebook wondering about. */
const rewordings: Record<number, (text: string) => string> = {
  2307: describeMissing,
  2882: describeMissing,
  // "Try changing the 'lib' compiler option": a notebook has none.
  2550: (text) =>
    `${withoutAdvice(text)} Node.js ${process.versions.node}, which runs this notebook, does not have it.`,
  2584: (text) => `${withoutAdvice(text)} It exists in browsers only; cells run in Node.js.`,
  2632: (text) => text.replace(/because it is an import\.$/, "because it is a constant of an earlier cell."),
};

/** The compiler's words, without the files and options that only we know about. */
export function readableMessage({ code, messageText }: ts.Diagnostic): string {
  const text = readableTypes(ts.flattenDiagnosticMessageText(messageText, "\n"));
  return clipText(rewordings[code]?.(text) ?? text);
}

function withoutAdvice(text: string): string {
  return text.split(" Do you need to change")[0]!;
}

function describeMissing(text: string): string {
  const specifier = /^Cannot find module (?:or type declarations for side-effect import of )?'([^']+)'/.exec(text)?.[1];
  if (specifier === undefined) return text;
  if (/^(\.|\/|file:)/.test(specifier)) return `Cannot find module '${specifier}'`;
  const install = installCommand(specifier);
  return `Cannot find the package "${packageName(plainSpecifier(specifier))}". Install it in the notebook's folder: ${install}`;
}
