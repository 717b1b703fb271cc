import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CellMetadata, LessonMetadata } from "../../notebooks/lesson.ts";

export const notebooksFolder = join(import.meta.dirname, "../../notebooks");

export interface LessonCell {
  cell_type: "markdown" | "code";
  id: string;
  metadata: { ulm?: CellMetadata };
  source: string | string[];
  outputs?: unknown[];
  execution_count?: number | null;
}

export interface LessonNotebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown> & { ulm: LessonMetadata };
  cells: LessonCell[];
}

export interface LessonFile {
  stem: string;
  path: string;
  notebook: LessonNotebook;
}

/** Every lesson of the product, as it is in the repository. */
export function lessonFiles(): LessonFile[] {
  return readdirSync(notebooksFolder)
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => {
      const path = join(notebooksFolder, name);
      return { stem: name.slice(0, -".ipynb".length), path, notebook: JSON.parse(readFileSync(path, "utf8")) };
    });
}

export function sourceOf(cell: LessonCell): string {
  return Array.isArray(cell.source) ? cell.source.join("") : cell.source;
}
