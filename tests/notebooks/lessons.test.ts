import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kernelspec, languageInfo } from "../../kernel/language-info.ts";
import type { Exercises } from "../../notebooks/exercise.ts";
import { languages } from "../../notebooks/localized.ts";
import { lessonFiles, notebooksFolder, sourceOf, type LessonCell } from "./lesson-files.ts";

const lessons = lessonFiles();

test("there are lessons", () => {
  expect(lessons.map(({ stem }) => stem)).toContain("churn");
});

describe.each(lessons)("$stem.ipynb", ({ stem, path, notebook }) => {
  const prose = notebook.cells.filter((cell) => cell.cell_type === "markdown");
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");

  test("is nbformat 4.5 with the kernel's own metadata, so that it opens unmodified", () => {
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    const { ulm, ...rest } = notebook.metadata;
    expect(rest).toEqual({ kernelspec, language_info: languageInfo });
    expect(ulm.lesson).toBe(stem);
  });

  test("introduces itself in every language", () => {
    const { title, summary, minutes, level, covers } = notebook.metadata.ulm;
    for (const language of languages) {
      expect(title[language].trim()).not.toBe("");
      expect(summary[language].trim()).not.toBe("");
    }
    expect(minutes).toBeGreaterThan(0);
    expect(["beginner", "intermediate", "advanced"]).toContain(level);
    expect(covers.length).toBeGreaterThan(0);
    for (const row of covers) expect(row).toMatch(/^[FMSW]\d\d[a-g]?$/);
  });

  test("is written as Jupyter writes it (keys sorted, one space, lines apart), so that diffs show changes only", () => {
    expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify(sortKeys(notebook), null, 1)}\n`);
    for (const { source } of notebook.cells) {
      expect(source).toEqual(sourceOf({ source } as LessonCell).split(/(?<=\n)/));
    }
  });

  test("names its cells once each", () => {
    const ids = notebook.cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  test("keeps no outputs", () => {
    for (const cell of code) {
      expect(cell.outputs, cell.id).toEqual([]);
      expect(cell.execution_count, cell.id).toBeNull();
    }
  });

  test("says everything in both languages, twins side by side", () => {
    expect(prose.length % 2).toBe(0);
    for (let i = 0; i < prose.length; i += 2) {
      const [english, chinese] = [prose[i]!, prose[i + 1]!];
      expect(english.metadata.ulm, english.id).toEqual({ language: "en", pair: english.metadata.ulm?.pair });
      expect(chinese.metadata.ulm, chinese.id).toEqual({ language: "zh-CN", pair: english.metadata.ulm?.pair });
      expect(notebook.cells.indexOf(chinese)).toBe(notebook.cells.indexOf(english) + 1);
      expect(sourceOf(chinese)).toMatch(/\p{Script=Han}/u);
      expect(sourceOf(english)).not.toMatch(/\p{Script=Han}/u);
    }
    const pairs = prose.map((cell) => cell.metadata.ulm?.pair);
    expect(new Set(pairs).size).toBe(prose.length / 2);
  });

  test("twins have the same headings, formulas and tables", () => {
    for (let i = 0; i < prose.length; i += 2) {
      const skeletons = [prose[i]!, prose[i + 1]!].map((cell) => {
        const source = sourceOf(cell);
        return {
          headings: source.match(/^#+(?= )/gm),
          formulas: source.match(/^\$\$$/gm)?.length,
          tableRows: source.match(/^\|.*\|$/gm)?.length,
          items: source.match(/^(\*|\d\.) /gm)?.length,
        };
      });
      expect(skeletons[1], prose[i]!.id).toEqual(skeletons[0]);
    }
  });

  test("its exercises stand beside it, with bilingual ladders of hints", async () => {
    const used = code.flatMap((cell) => cell.metadata.ulm?.exercise ?? []);
    const file = join(notebooksFolder, `${stem}.exercises.ts`);
    if (!existsSync(file)) return expect(used).toEqual([]);
    const { default: exercises } = (await import(file)) as { default: Exercises };
    expect(used.toSorted()).toEqual(exercises.map(({ id }) => id).toSorted());
    for (const { title, hints, solution } of exercises) {
      expect(hints.length).toBeGreaterThanOrEqual(2);
      for (const text of [title, ...hints]) {
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(text["zh-CN"]).toMatch(/\p{Script=Han}/u);
      }
      expect(solution.trim()).not.toBe("");
    }
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)]));
}
