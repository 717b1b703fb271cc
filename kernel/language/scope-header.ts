import type { CellHistory } from "./cell-history.ts";
import { preloaded } from "./preloaded.ts";
import type { RunId } from "./protocol.ts";

/** The specifier by which a cell imports what an earlier run declared. */
export function runSpecifier(runId: RunId): string {
  return `./.ulm-cell-${runId}`;
}

/** The run that a specifier made by `runSpecifier` (or by TypeScript from it) means. */
export function runOfSpecifier(specifier: string): RunId | undefined {
  const match = /^\.\/\.ulm-cell-(\d+)(?:\.[jt]s)?$/.exec(specifier);
  return match ? Number(match[1]) : undefined;
}

/** The run that stands in a file, of declarations or of the cell itself. */
export function runOfFile(fileName: string): RunId | undefined {
  const match = /\/\.ulm-cell-(\d+)(?:\.d)?\.ts$/.exec(fileName);
  return match ? Number(match[1]) : undefined;
}

/**
 * One line of TypeScript, put before a cell, that declares the names the cell can see: those of earlier cells and the
 * preloaded globals. Whatever the cell declares itself is left out, so that redeclaring is no conflict. Variables are
 * declared, not imported, since an import cannot be assigned; what exists elsewhere is a `declare const`.
 *
 * @param wanted which names are worth declaring; each costs checking time
 */
export function scopeHeader(history: CellHistory, wanted: (name: string) => boolean): string {
  const imports = new Map<RunId, string[]>();
  const parts: string[] = [];
  for (const [name, { runId, kind }] of history.visible) {
    if (!wanted(name)) continue;
    const type = `typeof import("${runSpecifier(runId)}").${name}`;
    if (kind === "variable") parts.push(`declare let ${name}: ${type};`);
    else if (kind === "ambient") parts.push(`declare const ${name}: ${type};`);
    else imports.set(runId, [...(imports.get(runId) ?? []), name]);
  }
  for (const [runId, names] of imports) parts.push(`import { ${names.join(", ")} } from "${runSpecifier(runId)}";`);
  for (const [name, specifier] of Object.entries(preloaded)) {
    if (!history.visible.has(name) && wanted(name)) parts.push(`import * as ${name} from "${specifier}";`);
  }
  return `${parts.join(" ")}\n`;
}
