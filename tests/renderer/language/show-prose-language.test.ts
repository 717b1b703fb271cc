import type { Notebook } from "@jupyterlab/notebook";
import { describe, expect, it } from "vitest";
import { showProseLanguage } from "../../../renderer/language/show-prose-language.ts";

/** As much of a notebook widget as showing and hiding touches. */
function createNotebook(languages: (string | undefined)[]) {
  const widgets = languages.map((language) => ({
    isHidden: false,
    setHidden(hidden: boolean) {
      this.isHidden = hidden;
    },
    model: { getMetadata: (key: string) => (key === "ulm" && language !== undefined ? { language } : undefined) },
  }));
  return {
    widgets,
    activeCellIndex: 0,
    get activeCell() {
      return widgets[this.activeCellIndex] ?? null;
    },
  };
}

function hidden(notebook: ReturnType<typeof createNotebook>): boolean[] {
  return notebook.widgets.map((cell) => cell.isHidden);
}

describe("showing prose in one language", () => {
  it("hides the twin and keeps code", () => {
    const notebook = createNotebook(["en", "zh-CN", undefined]);
    showProseLanguage(notebook as unknown as Notebook, "zh-CN");
    expect(hidden(notebook)).toEqual([true, false, false]);
  });
  it("can be switched back", () => {
    const notebook = createNotebook(["en", "zh-CN", undefined]);
    showProseLanguage(notebook as unknown as Notebook, "zh-CN");
    showProseLanguage(notebook as unknown as Notebook, "en");
    expect(hidden(notebook)).toEqual([false, true, false]);
  });
  it("moves the active cell to one that can be seen", () => {
    const notebook = createNotebook(["en", "zh-CN", undefined]);
    showProseLanguage(notebook as unknown as Notebook, "zh-CN");
    expect(notebook.activeCellIndex).toBe(1);
  });
  it("does not touch a cell that says nothing, even a collapsed one", () => {
    const notebook = createNotebook([undefined]);
    notebook.widgets[0].setHidden(true);
    showProseLanguage(notebook as unknown as Notebook, "en");
    expect(hidden(notebook)).toEqual([true]);
  });
});
