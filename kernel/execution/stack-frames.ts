import { findSourceMap, SourceMap, type SourceMapping } from "node:module";
import { fileURLToPath } from "node:url";
import type { RunId } from "./protocol.ts";
import { tidyMessage } from "./tidy-message.ts";

/** What a stack needs to know of a cell that ran. */
export interface CellSource {
  /** `Cell [3]`; `Expression` for what is in no cell. */
  label: string;
  lines: string[];
}

/** One line of a stack, in terms of what the user wrote. */
export interface Frame {
  /** Function name, possibly with `async`; empty at a cell's top level. */
  name: string;
  place: string;
  /** Where in a cell, when the frame is in one. */
  cell?: { source: CellSource; line: number; column: number };
}

const CELL = /ulm-cell:(\d+):(\d+):(\d+)/;
/** Our own code (`dist/kernel/`), as URL and as path. */
const KERNEL = [new URL("..", import.meta.url).href, fileURLToPath(new URL("..", import.meta.url))];
const MAX_FRAMES = 20;

/** The name under which V8 knows the code of a run. */
export function cellFileName(run: RunId): string {
  return `ulm-cell:${run}`;
}

/**
 * Makes stacks point at cells and lines of what the user wrote and show nothing of the kernel: `error.stack` itself, so
 * that `console.log(error)` and `console.trace()` say the same as a traceback.
 */
export class StackFrames {
  readonly #cells = new Map<RunId, { source: CellSource; sourceMap: string; parsed?: SourceMap }>();
  /** Of errors whose `stack` has been written; from the text alone a cell could not always be told. */
  readonly #frames = new WeakMap<Error, Frame[]>();

  /** Formats every `stack` of this thread from now on. */
  install(): void {
    Error.prepareStackTrace = (error, sites) => {
      const frames = sites.map((site) => this.#frame(String(site))).filter((frame) => frame !== undefined);
      this.#frames.set(error, frames.slice(0, MAX_FRAMES));
      return [headOf(error), ...frames.map(frameText)].join("\n");
    };
  }

  addCell(run: RunId, count: number | null, source: string, sourceMap: string): void {
    const label = count === null ? "Expression" : `Cell [${count}]`;
    this.#cells.set(run, { source: { label, lines: source.split("\n") }, sourceMap });
  }

  of(error: Error): Frame[] {
    const { stack } = error; // Reading it is what makes V8 ask for it.
    const frames = this.#frames.get(error);
    if (frames !== undefined || typeof stack !== "string") return frames ?? [];
    return stack
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => this.#frame(line.trim().slice(3)))
      .filter((frame) => frame !== undefined)
      .slice(0, MAX_FRAMES);
  }

  /** @param text a frame as V8 writes it, without `at`; undefined for frames that are not the user's */
  #frame(text: string): Frame | undefined {
    const named = /^(.*?) ?\((.*)\)$/.exec(text);
    const name = named?.[1] ?? (text.startsWith("async ") ? "async" : "");
    const place = named?.[2] ?? text.replace(/^async /, "");
    const inCell = CELL.exec(place);
    if (inCell !== null) return this.#cellFrame(name, Number(inCell[1]), Number(inCell[2]), Number(inCell[3]));
    return isInternal(place) ? undefined : { name, place: originalPlace(place) };
  }

  #cellFrame(name: string, run: RunId, line: number, column: number): Frame | undefined {
    const cell = this.#cells.get(run);
    if (cell === undefined) return undefined;
    cell.parsed ??= new SourceMap(JSON.parse(cell.sourceMap));
    const entry = cell.parsed.findEntry(line - 1, column - 1);
    if (!isMapped(entry)) return undefined;
    const at = { source: cell.source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    return { name: tidyName(name), place: `${at.source.label}:${at.line}:${at.column}`, cell: at };
  }
}

/** A frame as a line of a stack. */
export function frameText({ name, place }: Frame): string {
  return name === "" ? `    at ${place}` : `    at ${name} (${place})`;
}

/** As V8 heads a stack, also that of an object which is no error (`Error.captureStackTrace`). */
function headOf(error: object): string {
  try {
    return tidyMessage(Error.prototype.toString.call(error));
  } catch {
    return "Error";
  }
}

/** Where the user wrote what stands in a module that was compiled, a TypeScript file beside the notebook for instance. */
function originalPlace(place: string): string {
  const [, url, line, column] = /^(file:.*):(\d+):(\d+)$/.exec(place) ?? [];
  const map = url === undefined ? undefined : findSourceMap(url);
  const entry = map?.findEntry(Number(line) - 1, Number(column) - 1) ?? {};
  if (!isMapped(entry)) return place;
  const { originalSource, originalLine, originalColumn } = entry;
  const file = originalSource.startsWith("file:") ? fileURLToPath(originalSource) : originalSource;
  return `${file}:${originalLine + 1}:${originalColumn + 1}`;
}

function isMapped(entry: object): entry is SourceMapping {
  return "originalLine" in entry;
}

/** Removes what the compiler added to names: exports are properties, so their functions seem to be methods. */
function tidyName(name: string): string {
  return name.replace(/^(async )?(Object|exports|cell|Module)\./, "$1");
}

function isInternal(place: string): boolean {
  return /^(node:|native$|<anonymous>$|index \d)/.test(place) || KERNEL.some((folder) => place.startsWith(folder));
}
