import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { inspectText } from "./display/inspect-text.ts";
import type { ErrorReport, RunId } from "./protocol.ts";

/** What a traceback needs to know of a cell that ran. */
interface CellSource {
  label: string;
  lines: string[];
  sourceMap: string;
}

interface Frame {
  /** Function name, possibly with `async`; empty at a cell's top level. */
  name: string;
  place: string;
  /** Where in a cell, when the frame is in one. */
  cell?: { source: CellSource; line: number; column: number };
}

const CELL = /ulm-cell:(\d+):(\d+):(\d+)/;
/** Our own code (`dist/kernel/`), as URL and as path. */
const KERNEL = [new URL("..", import.meta.url).href, fileURLToPath(new URL("..", import.meta.url))];

/** How many causes of causes are shown. */
const MAX_CAUSES = 5;
const MAX_FRAMES = 20;

/** The name under which V8 knows the code of a run. */
export function cellFileName(run: RunId): string {
  return `ulm-cell:${run}`;
}

/** Turns errors into tracebacks that point at cells and lines of what the user wrote, and show nothing of the kernel. */
export class Tracebacks {
  readonly #sources = new Map<RunId, CellSource>();
  /** Cells whose text does not count from its first line (an expression is not in any cell). */
  addCell(run: RunId, count: number | null, source: string, sourceMap: string): void {
    const label = count === null ? "Expression" : `Cell [${count}]`;
    this.#sources.set(run, { label, lines: source.split("\n"), sourceMap });
  }

  report(error: unknown): ErrorReport {
    if (!isError(error)) {
      const text = inspectText(error);
      return { ename: "Thrown value", evalue: text, traceback: [`${red("Thrown value")}: ${text}`] };
    }
    return { ename: nameOf(error), evalue: messageOf(error), traceback: this.#lines(error, MAX_CAUSES) };
  }

  #lines(error: Error, causes: number): string[] {
    const frames = this.#frames(error);
    const first = frames.find((frame) => frame.cell !== undefined);
    const lines = [`${red(nameOf(error))}: ${messageOf(error)}`];
    if (first?.cell !== undefined) lines.push(...codeFrame(first.cell));
    lines.push(
      ...frames.map((frame) => `    at ${frame.name === "" ? "" : `${frame.name} `}${dim(`(${frame.place})`)}`),
    );
    if (causes === 0) return lines;
    const nested = error instanceof AggregateError ? (error.errors as unknown[]).slice(0, MAX_CAUSES) : [];
    if (error.cause !== undefined) nested.unshift(error.cause);
    for (const cause of nested) {
      const shown = isError(cause) ? this.#lines(cause, causes - 1) : [inspectText(cause)];
      lines.push(`Caused by ${shown[0]}`, ...shown.slice(1));
    }
    return lines;
  }

  #frames(error: Error): Frame[] {
    const stack = typeof error.stack === "string" ? error.stack : "";
    return stack
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => this.#frame(line.trim().slice(3)))
      .filter((frame) => frame !== undefined)
      .slice(0, MAX_FRAMES);
  }

  #frame(text: string): Frame | undefined {
    const named = /^(.*?) ?\((.*)\)$/.exec(text);
    const name = named?.[1] ?? (text.startsWith("async ") ? "async" : "");
    const place = named?.[2] ?? text.replace(/^async /, "");
    const inCell = CELL.exec(place);
    if (inCell === null) return isInternal(place) ? undefined : { name, place };
    return this.#cellFrame(name, Number(inCell[1]), Number(inCell[2]), Number(inCell[3]));
  }

  #cellFrame(name: string, run: RunId, line: number, column: number): Frame | undefined {
    const source = this.#sources.get(run);
    if (source === undefined) return undefined;
    const entry = new SourceMap(JSON.parse(source.sourceMap)).findEntry(line - 1, column - 1);
    if (!("originalLine" in entry)) return undefined;
    const at = { source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    return { name: tidyName(name), place: `${source.label}:${at.line}:${at.column}`, cell: at };
  }
}

/** Removes what the compiler added to names: exports are properties, so their functions seem to be methods. */
function tidyName(name: string): string {
  return name.replace(/^(async )?(Object|exports|cell|Module)\./, "$1");
}

function isInternal(place: string): boolean {
  return /^(node:|native$|<anonymous>$|index \d)/.test(place) || KERNEL.some((folder) => place.startsWith(folder));
}

function codeFrame({ source, line, column }: NonNullable<Frame["cell"]>): string[] {
  const from = Math.max(1, line - 2);
  const to = Math.min(source.lines.length, line + 2);
  const width = String(to).length;
  const frame = [`${source.label}, line ${line}:`];
  for (let at = from; at <= to; at++) {
    const number = String(at).padStart(width);
    frame.push(`${at === line ? red(">") : " "} ${dim(`${number} |`)} ${source.lines[at - 1]}`);
    if (at === line) frame.push(`  ${" ".repeat(width)} ${dim("|")} ${" ".repeat(column - 1)}${red("^")}`);
  }
  return frame;
}

/** Also true for errors of other realms (a `vm` context, a worker). */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function nameOf(error: Error): string {
  const own = typeof error.name === "string" && error.name !== "" ? error.name : "Error";
  // `class MyError extends Error {}` leaves `name` as it was: its constructor says more.
  const constructed: unknown = error.constructor?.name;
  return own === "Error" && typeof constructed === "string" && constructed !== "" ? constructed : own;
}

function messageOf(error: Error): string {
  return typeof error.message === "string" ? error.message : inspectText(error.message);
}

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
