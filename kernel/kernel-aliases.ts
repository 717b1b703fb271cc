import type { KernelSettings } from "../notebooks/kernel-settings.ts";

/** Another kernel whose notebooks ours runs. */
export interface KernelAlias {
  /** As its notebooks name it. */
  displayName: string;
  /** Of the kernelspec. The two of TypeScript spell it their own way: clients look for the one kernel of a language. */
  language: string;
  /** What its cells may rely on. */
  options: Partial<KernelSettings>;
}

/**
 * The names under which notebooks of other TypeScript and JavaScript kernels ask for their kernel. tslab has the decorators of
 * TypeScript 5 as its default; the cells of jslab are JavaScript, in which types are no promise; Deno's kernel runs cells
 * without checking them.
 */
export const kernelAliases: Readonly<Record<string, KernelAlias>> = {
  tslab: { displayName: "TypeScript (tslab → ULM)", language: "TypeScript", options: { decorators: "legacy" } },
  jslab: {
    displayName: "JavaScript (jslab → ULM)",
    language: "javascript",
    options: { decorators: "legacy", typeErrors: "ignore" },
  },
  deno: { displayName: "Deno (→ ULM)", language: "TypeScript", options: { typeErrors: "ignore" } },
};

/** @param name any value; undefined for what is no alias */
export function findKernelAlias(name: unknown): KernelAlias | undefined {
  return typeof name === "string" && Object.hasOwn(kernelAliases, name) ? kernelAliases[name] : undefined;
}
