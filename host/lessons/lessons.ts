import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LessonMetadata } from "../../notebooks/lesson.ts";
import type { LessonSummary } from "../api.ts";
import type { Contents } from "../contents/contents.ts";
import type { Notebook } from "../contents/notebook.ts";
import { parseNotebook } from "../contents/notebook-file.ts";
import { HttpError } from "../http/http-error.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";

export interface LessonsOptions {
  /** Of the shipped notebooks, which are never changed. */
  directory: string;
  contents: Contents;
  store: Store;
  log: Log;
}

interface Lesson {
  metadata: LessonMetadata;
  exercises: string[];
  /** The shipped file's text. */
  text: string;
}

/** The guided notebooks that come with the app, and the learner's copies of them. */
export class Lessons {
  readonly #options: LessonsOptions;

  constructor(options: LessonsOptions) {
    this.#options = options;
  }

  async list(): Promise<LessonSummary[]> {
    const { progress } = this.#options.store.state;
    const lessons = await this.#readAll();
    return Promise.all(
      lessons.map(async ({ metadata, exercises }) => {
        const path = await this.#findCopy(metadata.lesson);
        const summary = { ...metadata, exercises, progress: progress[metadata.lesson] ?? {} };
        return path === null ? summary : { ...summary, path };
      }),
    );
  }

  /**
   * The path of the learner's working copy, which is made when there is none or another is wanted. Never overwrites.
   *
   * @throws HttpError 404 for an unknown lesson
   */
  async open(id: string, options: { isFresh: boolean }): Promise<string> {
    const lesson = (await this.#readAll()).find(({ metadata }) => metadata.lesson === id);
    if (lesson === undefined) throw new HttpError(404, `There is no lesson "${id}"`);
    const present = options.isFresh ? null : await this.#findCopy(id);
    if (present !== null) return present;
    const path = await this.#options.contents.freePath("", `${id}.ipynb`, { separator: "-" });
    return (await this.#options.contents.createNew(path, lesson.text)).path;
  }

  /** The first working copy of a lesson: a notebook under its name, perhaps numbered, that says it is that lesson. */
  async #findCopy(id: string): Promise<string | null> {
    const copies = (await this.#options.contents.listNames(""))
      .filter((name) => name.startsWith(id) && /^(-\d+)?\.ipynb$/.test(name.slice(id.length)))
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    for (const path of copies) {
      if (await this.#isCopy(path, id)) return path;
    }
    return null;
  }

  async #isCopy(path: string, id: string): Promise<boolean> {
    try {
      return readLessonMetadata(await this.#options.contents.readNotebook(path))?.lesson === id;
    } catch (error) {
      if (error instanceof HttpError) return false;
      throw error;
    }
  }

  async #readAll(): Promise<Lesson[]> {
    const { directory, log } = this.#options;
    const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".ipynb")).sort();
    const lessons = await Promise.all(
      names.map(async (name): Promise<Lesson | null> => {
        const text = await readFile(join(directory, name), "utf8");
        try {
          const notebook = parseNotebook(text, name);
          const metadata = readLessonMetadata(notebook);
          if (metadata === null) throw new TypeError(`${name} has no complete "ulm" metadata`);
          return { metadata, exercises: listExercises(notebook), text };
        } catch (error) {
          log.warn("lesson.refused", { file: name, error });
          return null;
        }
      }),
    );
    return lessons.filter((lesson) => lesson !== null);
  }
}

/** What makes a notebook a lesson, or null when it is none. */
export function readLessonMetadata(notebook: Notebook): LessonMetadata | null {
  const ulm = notebook.metadata.ulm as Partial<LessonMetadata> | undefined;
  const isComplete =
    typeof ulm?.lesson === "string" &&
    typeof ulm.title?.en === "string" &&
    typeof ulm.title["zh-CN"] === "string" &&
    typeof ulm.minutes === "number" &&
    Array.isArray(ulm.covers);
  return isComplete ? (ulm as LessonMetadata) : null;
}

function listExercises(notebook: Notebook): string[] {
  return notebook.cells
    .map((cell) => (cell.metadata.ulm as { exercise?: unknown } | undefined)?.exercise)
    .filter((exercise) => typeof exercise === "string");
}
