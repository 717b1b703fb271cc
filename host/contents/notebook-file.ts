import { locateJsonError } from "./locate-json-error.ts";
import { isSplitType, isTextType, joinLines, splitLines } from "./notebook.ts";
import type { Cell, MimeBundle, Multiline, Notebook, Output } from "./notebook.ts";

/** A file that is not a notebook we can read; the message says where and what to do. */
export class NotebookFormatError extends Error {
  override name = "NotebookFormatError";
}

/**
 * Reads the text of an `.ipynb` file. Texts stored as lines come back joined.
 *
 * @param name as messages shall name the file
 * @throws NotebookFormatError
 */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new NotebookFormatError(explainSyntax(text, name), { cause });
  }
  return mapTexts(checkNotebook(value, name), joinLines, isTextType);
}

/** The text of an `.ipynb` file as nbformat writes it: sorted keys, one space, texts as lines, a newline at the end. */
export function serializeNotebook(notebook: Notebook): string {
  return `${JSON.stringify(sortKeys(mapTexts(notebook, splitLines, isSplitType)), null, 1)}\n`;
}

/**
 * Checks a value to be a notebook of nbformat 4.
 *
 * @throws NotebookFormatError naming the first part that is wrong
 */
export function checkNotebook(value: unknown, name: string): Notebook {
  const fail = (what: string): never => {
    throw new NotebookFormatError(`${name} is not a notebook: ${what}`);
  };
  if (!isRecord(value)) return fail("it is JSON, but not an object");
  if (typeof value.nbformat !== "number") return fail('"nbformat" is missing');
  if (value.nbformat !== 4) {
    return fail(
      `it is of format ${value.nbformat}, and only format 4 is supported. ` +
        "Open and save it with a current Jupyter, or run `jupyter nbconvert --to notebook --inplace`",
    );
  }
  if (!Array.isArray(value.cells)) return fail('"cells" is missing or not a list');
  value.cells.forEach((cell: unknown, index) => {
    if (!isRecord(cell)) return fail(`cell ${index + 1} is not an object`);
    if (typeof cell.cell_type !== "string") return fail(`cell ${index + 1} has no "cell_type"`);
    if (!isMultiline(cell.source)) return fail(`"source" of cell ${index + 1} is not text`);
    if (cell.cell_type === "code" && !isListOfRecords(cell.outputs))
      fail(`"outputs" of cell ${index + 1} is not a list of objects`);
  });
  const cells = value.cells.map((cell) => ({ ...cell, metadata: isRecord(cell.metadata) ? cell.metadata : {} }));
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  const minor = typeof value.nbformat_minor === "number" ? value.nbformat_minor : 0;
  return { ...value, nbformat: 4, nbformat_minor: minor, metadata, cells: cells as Cell[] };
}

function explainSyntax(text: string, name: string): string {
  const at = locateJsonError(text.replace(/^\uFEFF/, ""));
  if (text.trim() === "") return `${name} is not a notebook: the file is empty`;
  return at === null
    ? `${name} is not a notebook: it is not JSON`
    : `${name} is not a notebook: line ${at.line}, column ${at.column}: ${at.problem}`;
}

type MapText = (text: Multiline) => Multiline;

/** Maps every text of a notebook that nbformat stores as lines; in bundles, those of the types that `has` accepts. */
function mapTexts(notebook: Notebook, map: MapText, has: (mimeType: string) => boolean): Notebook {
  const mapBundle = (bundle: MimeBundle): MimeBundle =>
    Object.fromEntries(
      Object.entries(bundle).map(([type, text]) => [type, has(type) && isMultiline(text) ? map(text) : text]),
    );
  return { ...notebook, cells: notebook.cells.map((cell) => mapCell(cell, map, mapBundle)) };
}

function mapCell(cell: Cell, map: MapText, mapBundle: (bundle: MimeBundle) => MimeBundle): Cell {
  const mapped: Cell = { ...cell, source: map(cell.source) };
  if (cell.outputs !== undefined) {
    mapped.outputs = cell.outputs.map((output): Output => {
      const text = isMultiline(output.text) ? { text: map(output.text) } : {};
      const data = isRecord(output.data) ? { data: mapBundle(output.data) } : {};
      return { ...output, ...text, ...data };
    });
  }
  if (isRecord(cell.attachments)) {
    mapped.attachments = Object.fromEntries(
      Object.entries(cell.attachments).map(([name, bundle]) => [name, isRecord(bundle) ? mapBundle(bundle) : bundle]),
    );
  }
  return mapped;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}

function isMultiline(value: unknown): value is Multiline {
  return typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));
}
