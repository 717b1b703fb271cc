import ts from "typescript";
import type { CellHistory } from "./cell-history.ts";
import { toCodePointOffset } from "./code-points.ts";
import type { Draft } from "./draft.ts";
import { openDraft } from "./draft.ts";
import type { LanguageHost } from "./language-host.ts";
import { preloaded } from "./preloaded.ts";
import type { CompletionItem, CompletionResult } from "./protocol.ts";
import { readableTypes } from "./readable-types.ts";

/** Types are written for so many entries only: no one reads further, and each costs. */
const maximumSignatures = 80;

const preferences: ts.GetCompletionsAtPositionOptions = {
  includeSymbol: true,
  includeCompletionsWithInsertText: false,
  includeCompletionsForModuleExports: false,
  includeAutomaticOptionalChainCompletions: false,
  importModuleSpecifierEnding: "js",
};

/** What may stand at the cursor: members, names, keywords, paths of modules. */
export function completions(
  source: string,
  cursor: number,
  history: CellHistory,
  host: LanguageHost,
  service: ts.LanguageService,
): CompletionResult {
  const draft = openDraft(source, cursor, history, host, service);
  const found = service.getCompletionsAtPosition(host.cellFile, draft.cursor + draft.offset, preferences);
  const span = replacedSpan(draft, found);
  const typed = source.slice(span.start, draft.cursor).toLowerCase();
  const isGlobal = found?.isGlobalCompletion ?? false;
  const entries = [...(found?.entries ?? []), ...(isGlobal ? preloadedEntries(history) : [])]
    .filter((entry) => entry.name.toLowerCase().startsWith(typed) && !entry.name.startsWith(".ulm-"))
    .sort(byRelevance);
  const [start, end] = [toCodePointOffset(source, span.start), toCodePointOffset(source, span.end)];
  const items = new Map<string, CompletionItem>();
  for (const entry of entries) {
    if (!items.has(entry.name))
      items.set(entry.name, describe(entry, draft, items.size < maximumSignatures, start, end));
  }
  return {
    matches: [...items.values()].map(({ text }) => text),
    cursorStart: start,
    cursorEnd: end,
    metadata: { _jupyter_types_experimental: [...items.values()] },
  };
}

function byRelevance(one: ts.CompletionEntry, other: ts.CompletionEntry): number {
  if (one.sortText !== other.sortText) return one.sortText < other.sortText ? -1 : 1;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

/** The word that the cursor is in, of which the part after the cursor is replaced as well. */
function replacedSpan(draft: Draft, found: ts.CompletionInfo | undefined): { start: number; end: number } {
  const span = found?.entries.find((entry) => entry.replacementSpan)?.replacementSpan ?? found?.optionalReplacementSpan;
  if (span && span.start >= draft.offset) {
    return { start: span.start - draft.offset, end: span.start + span.length - draft.offset };
  }
  const before = /[\p{ID_Continue}$]*$/u.exec(draft.source.slice(0, draft.cursor))![0];
  const after = /^[\p{ID_Continue}$]*/u.exec(draft.source.slice(draft.cursor))![0];
  return { start: draft.cursor - before.length, end: draft.cursor + after.length };
}

/** The preloaded globals are offered without loading their types. */
function preloadedEntries(history: CellHistory): ts.CompletionEntry[] {
  return Object.keys(preloaded)
    .filter((name) => !history.visible.has(name))
    .map((name) => ({ name, kind: ts.ScriptElementKind.moduleElement, sortText: "11" }));
}

function describe(
  entry: ts.CompletionEntry,
  draft: Draft,
  withSignature: boolean,
  start: number,
  end: number,
): CompletionItem {
  const symbol = entry.symbol && target(entry.symbol, draft);
  const item: CompletionItem = { start, end, text: entry.name, type: typeOf(entry, symbol) };
  if (withSignature && symbol) {
    const signature = signatureOf(symbol, draft);
    if (signature) item.signature = signature;
  }
  return item;
}

function target(symbol: ts.Symbol, { program }: Draft): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? program.getTypeChecker().getAliasedSymbol(symbol) : symbol;
}

function typeOf({ kind }: ts.CompletionEntry, symbol: ts.Symbol | undefined): string {
  if (kind !== ts.ScriptElementKind.alias || !symbol) return kinds[kind] ?? kind;
  if (symbol.flags & ts.SymbolFlags.Function) return "function";
  if (symbol.flags & ts.SymbolFlags.Class) return "class";
  if (symbol.flags & ts.SymbolFlags.Enum) return "enum";
  if (symbol.flags & ts.SymbolFlags.Module) return "module";
  if (symbol.flags & ts.SymbolFlags.Variable) return "variable";
  if (symbol.flags & ts.SymbolFlags.Interface) return "interface";
  return "type";
}

/** TypeScript's kinds where their names differ from those that completers have icons for. */
const kinds: Record<string, string> = {
  const: "variable",
  let: "variable",
  var: "variable",
  using: "variable",
  "await using": "variable",
  "local var": "variable",
  "local function": "function",
  "local class": "class",
  parameter: "variable",
  getter: "property",
  setter: "property",
  "enum member": "property",
  "type parameter": "type",
  "primitive type": "type",
  script: "file",
  directory: "folder",
  "external module name": "module",
  string: "text",
};

function signatureOf(symbol: ts.Symbol, { program, file }: Draft): string | undefined {
  if (!(symbol.flags & ts.SymbolFlags.Value) || symbol.flags & ts.SymbolFlags.Module) return undefined;
  const checker = program.getTypeChecker();
  const type = checker.getTypeOfSymbolAtLocation(symbol, file);
  const [signature, ...overloads] = type.getCallSignatures();
  const text = signature ? checker.signatureToString(signature) : checker.typeToString(type);
  const more = overloads.length > 0 ? ` (+${overloads.length} overloads)` : "";
  return readableTypes(text).replaceAll(/\s+/g, " ") + more;
}
