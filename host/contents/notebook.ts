/** The parts of nbformat 4 that the host reads; everything else is kept as it is. */

export type Multiline = string | string[];
export type MimeBundle = Record<string, unknown>;

export interface Output {
  output_type: string;
  data?: MimeBundle;
  text?: Multiline;
  [key: string]: unknown;
}

export interface Cell {
  cell_type: string;
  id?: string;
  source: Multiline;
  metadata: Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
  [key: string]: unknown;
}

export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: Cell[];
}

/** Text that nbformat stores as one string or as its lines. */
export function joinLines(text: Multiline): string {
  return Array.isArray(text) ? text.join("") : text;
}

export function splitLines(text: Multiline): string[] {
  return joinLines(text).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Whether a bundle's content of this type may be stored as lines: a list under a JSON type is data. */
export function isTextType(mimeType: string): boolean {
  return !/^application\/(.*\+)?json$/.test(mimeType);
}

/** Whether nbformat splits a bundle's content of this type into lines. */
export function isSplitType(mimeType: string): boolean {
  return mimeType.startsWith("text/") || mimeType === "application/javascript" || mimeType === "image/svg+xml";
}
