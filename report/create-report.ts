import { isLanguage, languages, toLocalized, type Language, type Localized } from "./language.ts";
import { parseNotebook, type Cell, type CodeCell, type MimeBundle, type Notebook, type Output } from "./notebook.ts";

/** Where a report's numbers come from; whoever ran the notebook knows it, the notebook does not. */
export interface RunStamp {
  /** ISO 8601 instant at which the run ended. */
  generatedAt: string;
  /** What ran: `{ulm: "0.1.0", node: "20.20.2"}`. */
  versions: Record<string, string>;
  seed?: number | string;
  /** Every file that the run read, with the SHA-256 of its bytes in hex. */
  dataFiles: { name: string; sha256: string }[];
  durationMs: number;
  /** Ids of cells whose outputs are older than something they depend on. */
  staleCells?: string[];
}

export interface ReportOptions {
  /** Default: the lesson's title, else the notebook's first heading, else "Notebook". */
  title?: string;
  /** The language shown first. */
  language: Language;
  stamp?: RunStamp;
}

/** What a report is made from: a notebook as parsed JSON, and the options. */
export interface ReportSpec extends ReportOptions {
  notebook: unknown;
}

export type ReportCell = ReportProse | ReportCode;

export interface ReportProse {
  kind: "prose";
  anchor: string;
  /** Undefined: shown in every language. */
  language: Language | undefined;
  format: "markdown" | "html";
  source: string;
  attachments: Record<string, MimeBundle>;
}

export interface ReportCode {
  kind: "code";
  anchor: string;
  /** Undefined when a tag removed it. */
  source: string | undefined;
  outputs: Output[];
  outputsFolded: boolean;
  executionCount: number | null;
  exercise: { id: string; attempted: boolean } | undefined;
}

/** A fact about the run that a reader of its numbers should know. */
export interface ExecutionWarning {
  kind: "not-executed" | "out-of-order" | "stale" | "failed";
  /** Anchors of the cells concerned, in source order. */
  anchors: string[];
}

/** A report before it is drawn: everything decided, nothing optional left open. */
export interface Report {
  title: Localized;
  /** The language shown first. */
  language: Language;
  /** Both when the notebook speaks both, so that readers can switch; else only the chosen one. */
  languages: readonly Language[];
  codeLanguage: string;
  cells: ReportCell[];
  stamp: RunStamp | undefined;
  codeCells: number;
  executedCells: number;
  warnings: ExecutionWarning[];
}

/**
 * Decides everything about a report that does not concern its look.
 * @throws {NotebookError} when the notebook is malformed.
 */
export function createReport(spec: ReportSpec): Report {
  const notebook = parseNotebook(spec.notebook);
  const kept = notebook.cells
    .map((cell, index) => ({ cell, anchor: `ulm-cell-${index + 1}` }))
    .filter(({ cell }) => !hasTag(cell, "remove-cell"));
  const code = kept.flatMap(({ cell, anchor }) => (isProgram(cell) ? [{ cell, anchor }] : []));
  return {
    title: chooseTitle(spec.title, notebook),
    language: spec.language,
    languages: isBilingual(notebook) ? languages : [spec.language],
    codeLanguage: findCodeLanguage(notebook),
    cells: kept.flatMap(({ cell, anchor }) => toReportCell(cell, anchor) ?? []),
    stamp: spec.stamp,
    codeCells: code.length,
    executedCells: code.filter(({ cell }) => cell.executionCount !== null).length,
    warnings: findWarnings(code, spec.stamp),
  };
}

function toReportCell(cell: Cell, anchor: string): ReportCell | undefined {
  if (cell.kind === "code") return toReportCode(cell, anchor);
  const format = cell.kind === "markdown" ? "markdown" : rawFormat(cell);
  if (format === undefined) return undefined;
  const { language } = ulmMetadata(cell);
  return {
    kind: "prose",
    anchor,
    language: isLanguage(language) ? language : undefined,
    format,
    source: cell.source,
    attachments: cell.attachments,
  };
}

/** As nbconvert: a raw cell appears where its declared format is the target's. */
function rawFormat(cell: Cell): "markdown" | "html" | undefined {
  const mime = cell.metadata["raw_mimetype"] ?? cell.metadata["format"];
  if (mime === "text/html") return "html";
  return mime === "text/markdown" ? "markdown" : undefined;
}

function toReportCode(cell: CodeCell, anchor: string): ReportCode {
  const { exercise } = ulmMetadata(cell);
  const hidesInput = ["remove-input", "hide-input", "hide-cell"].some((tag) => hasTag(cell, tag));
  return {
    kind: "code",
    anchor,
    source: hidesInput || cell.source.trim() === "" ? undefined : cell.source,
    outputs: hasTag(cell, "remove-output") ? [] : joinStreams(cell.outputs),
    outputsFolded: hasTag(cell, "hide-output") || hasTag(cell, "hide-cell") || isFolded(cell),
    executionCount: cell.executionCount,
    exercise:
      typeof exercise === "string"
        ? { id: exercise, attempted: cell.executionCount !== null && isProgram(cell) }
        : undefined,
  };
}

/** A stream may come in pieces; a colour or a line begun in one goes on in the next. */
function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.kind === "stream" && last?.kind === "stream" && last.name === output.name) {
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    } else joined.push(output);
  }
  return joined;
}

/** JupyterLab remembers here that someone folded the outputs. */
function isFolded(cell: CodeCell): boolean {
  const { jupyter, collapsed } = cell.metadata;
  return collapsed === true || (jupyter as { outputs_hidden?: unknown } | undefined)?.outputs_hidden === true;
}

/** Tags as nbconvert and Jupyter Book write them: `remove-cell` and `remove_cell` are one tag. */
function hasTag(cell: Cell, tag: string): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.some((each) => String(each).replaceAll("_", "-") === tag);
}

/** Code that does something: neither blank nor only comments. */
function isProgram(cell: Cell): cell is CodeCell {
  return (
    cell.kind === "code" &&
    cell.source
      .replace(/\/\*[^]*?\*\//g, "")
      .replace(/^\s*(\/\/|#).*$/gm, "")
      .trim() !== ""
  );
}

function ulmMetadata(thing: { metadata: Record<string, unknown> }): Record<string, unknown> {
  const { ulm } = thing.metadata;
  return typeof ulm === "object" && ulm !== null ? (ulm as Record<string, unknown>) : {};
}

function isBilingual(notebook: Notebook): boolean {
  const spoken = new Set(notebook.cells.map((cell) => ulmMetadata(cell)["language"]));
  return languages.every((language) => spoken.has(language)) || notebook.cells.some(hasBilingualOutput);
}

function hasBilingualOutput(cell: Cell): boolean {
  if (cell.kind !== "code") return false;
  const html = cell.outputs.flatMap((output) => (output.kind === "data" ? [output.data["text/html"]] : []));
  return html.some((text) => typeof text === "string" && /class=["'][^"']*\bulm-text\b/.test(text));
}

function chooseTitle(title: string | undefined, notebook: Notebook): Localized {
  const stated = toLocalized(title) ?? toLocalized(ulmMetadata(notebook)["title"]);
  if (stated !== undefined) return stated;
  const headingIn = (language: Language) =>
    notebook.cells
      .filter((cell) => cell.kind === "markdown" && (ulmMetadata(cell)["language"] ?? language) === language)
      .map((cell) => /^#{1,6}\s+(.+?)\s*#*\s*$/m.exec(cell.source)?.[1])
      .find((heading) => heading !== undefined);
  return toLocalized({ en: headingIn("en"), "zh-CN": headingIn("zh-CN") }) ?? { en: "Notebook", "zh-CN": "笔记本" };
}

function findCodeLanguage(notebook: Notebook): string {
  for (const [place, field] of [
    ["language_info", "name"],
    ["kernelspec", "language"],
  ] as const) {
    const block = notebook.metadata[place];
    const name = typeof block === "object" && block !== null ? (block as Record<string, unknown>)[field] : undefined;
    if (typeof name === "string") return name.toLowerCase();
  }
  return "typescript";
}

function findWarnings(code: { cell: CodeCell; anchor: string }[], stamp: RunStamp | undefined): ExecutionWarning[] {
  const anchorsOf = (select: (cell: CodeCell) => boolean) =>
    code.filter(({ cell }) => select(cell)).map(({ anchor }) => anchor);
  let latest = 0;
  const isOutOfOrder = ({ executionCount }: CodeCell): boolean => {
    if (executionCount === null) return false;
    const earlier = executionCount <= latest;
    latest = Math.max(latest, executionCount);
    return earlier;
  };
  const stale = new Set(stamp?.staleCells);
  const warnings: ExecutionWarning[] = [
    { kind: "not-executed", anchors: anchorsOf((cell) => cell.executionCount === null) },
    { kind: "out-of-order", anchors: anchorsOf(isOutOfOrder) },
    { kind: "stale", anchors: anchorsOf((cell) => cell.id !== undefined && stale.has(cell.id)) },
    { kind: "failed", anchors: anchorsOf((cell) => cell.outputs.some((output) => output.kind === "error")) },
  ];
  return warnings.filter(({ anchors }) => anchors.length > 0);
}
