/** The parts of Jupyter's notebook format 4 that a report reads. Texts are joined: no list of lines is left. */
export interface Notebook {
  metadata: Record<string, unknown>;
  cells: Cell[];
}

export type Cell = ProseCell | RawCell | CodeCell;

interface CellBase {
  id: string | undefined;
  source: string;
  metadata: Record<string, unknown>;
  /** Name → mime type → base64. */
  attachments: Record<string, MimeBundle>;
}

export interface ProseCell extends CellBase {
  kind: "markdown";
}

export interface RawCell extends CellBase {
  kind: "raw";
}

export interface CodeCell extends CellBase {
  kind: "code";
  executionCount: number | null;
  outputs: Output[];
}

/** Mime type → text (base64 for images) or, for JSON types, the value itself. */
export type MimeBundle = Record<string, unknown>;

export type Output =
  | { kind: "stream"; name: string; text: string }
  | { kind: "data"; data: MimeBundle; metadata: Record<string, unknown> }
  | { kind: "error"; name: string; message: string; traceback: string };

/** What is wrong with a notebook, and where: `cell 3 (code), output 2`. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  readonly place: string;

  constructor(place: string, problem: string) {
    super(`Malformed notebook, ${place}: ${problem}`);
    this.place = place;
  }
}

/**
 * Reads notebook format 4 from parsed JSON.
 * @throws {NotebookError} naming the place when it is something else.
 */
export function parseNotebook(value: unknown): Notebook {
  const notebook = asObject(value, "top level", "the file");
  if (notebook["nbformat"] !== 4) {
    throw new NotebookError("`nbformat`", `version 4 is needed, found ${describe(notebook["nbformat"])}`);
  }
  const cells = asList(notebook["cells"], "top level", "`cells`");
  return {
    metadata: asObject(notebook["metadata"] ?? {}, "top level", "`metadata`"),
    cells: cells.map((cell, index) => parseCell(cell, index + 1)),
  };
}

function parseCell(value: unknown, number: number): Cell {
  const unnamed = `cell ${number}`;
  const cell = asObject(value, unnamed, "the cell");
  const kind = cell["cell_type"];
  if (kind !== "markdown" && kind !== "raw" && kind !== "code") {
    throw new NotebookError(unnamed, `\`cell_type\` must be markdown, code or raw, found ${describe(kind)}`);
  }
  const place = `${unnamed} (${kind})`;
  const base: CellBase = {
    id: typeof cell["id"] === "string" ? cell["id"] : undefined,
    source: asText(cell["source"], place, "`source`"),
    metadata: asObject(cell["metadata"] ?? {}, place, "`metadata`"),
    attachments: parseAttachments(cell["attachments"] ?? {}, place),
  };
  if (kind !== "code") return { kind, ...base };
  const count = cell["execution_count"] ?? null;
  if (count !== null && typeof count !== "number") {
    throw new NotebookError(place, `\`execution_count\` must be a number or null, found ${describe(count)}`);
  }
  const outputs = asList(cell["outputs"] ?? [], place, "`outputs`");
  return {
    kind,
    ...base,
    executionCount: count,
    outputs: outputs.map((output, index) => parseOutput(output, `${place}, output ${index + 1}`)),
  };
}

function parseAttachments(value: unknown, place: string): Record<string, MimeBundle> {
  const attachments = Object.entries(asObject(value, place, "`attachments`"));
  return Object.fromEntries(
    attachments.map(([name, bundle]) => [name, parseBundle(bundle, place, `attachment ${JSON.stringify(name)}`)]),
  );
}

function parseOutput(value: unknown, place: string): Output {
  const output = asObject(value, place, "the output");
  const type = output["output_type"];
  switch (type) {
    case "stream":
      return {
        kind: "stream",
        name: output["name"] === "stderr" ? "stderr" : "stdout",
        text: asText(output["text"], place, "`text`"),
      };
    case "display_data":
    case "execute_result":
      return {
        kind: "data",
        data: parseBundle(output["data"], place, "`data`"),
        metadata: asObject(output["metadata"] ?? {}, place, "`metadata`"),
      };
    case "error":
      return {
        kind: "error",
        name: asText(output["ename"] ?? "", place, "`ename`"),
        message: asText(output["evalue"] ?? "", place, "`evalue`"),
        traceback: asList(output["traceback"] ?? [], place, "`traceback`")
          .map(String)
          .join("\n"),
      };
    default:
      throw new NotebookError(
        place,
        `\`output_type\` must be stream, display_data, execute_result or error, found ${describe(type)}`,
      );
  }
}

/** JSON types may hold anything; every other type holds text, whole or as a list of lines. */
function parseBundle(value: unknown, place: string, what: string): MimeBundle {
  const bundle = Object.entries(asObject(value, place, what));
  return Object.fromEntries(
    bundle.map(([mime, content]) => [mime, isJsonType(mime) ? content : asText(content, place, `\`${mime}\``)]),
  );
}

function isJsonType(mime: string): boolean {
  return mime === "application/json" || mime.endsWith("+json");
}

function asObject(value: unknown, place: string, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new NotebookError(place, `${what} must be an object, found ${describe(value)}`);
}

function asList(value: unknown, place: string, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new NotebookError(place, `${what} must be a list, found ${describe(value)}`);
}

function asText(value: unknown, place: string, what: string): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string")) return value.join("");
  throw new NotebookError(place, `${what} must be text or a list of lines, found ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : JSON.stringify(value);
}
