import { kernelspec, languageInfo } from "../../../kernel/language-info.ts";

/** Text of a notebook file whose code cells, none of them run, are called `cell-0`, `cell-1` and so on. */
export function notebookFile(sources: readonly string[], metadata: Record<string, unknown> = {}): string {
  const cells = sources.map((source, index) => ({
    ...{ cell_type: "code", id: `cell-${index}`, source, metadata: {}, execution_count: null },
    outputs: [],
  }));
  const ours = { kernelspec, language_info: languageInfo };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { ...ours, ...metadata }, cells });
}
