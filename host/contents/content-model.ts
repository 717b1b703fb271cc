/** What Jupyter's contents API says about a file or folder. */
export interface ContentModel {
  name: string;
  /** From the workspace, joined by `/`, without a leading one. */
  path: string;
  type: "directory" | "notebook" | "file";
  writable: boolean;
  /** ISO 8601. */
  created: string;
  last_modified: string;
  /** In bytes; null for a folder. */
  size: number | null;
  mimetype: string | null;
  content: unknown;
  format: "json" | "text" | "base64" | null;
  hash?: string;
  hash_algorithm?: string;
}

export interface CheckpointModel {
  id: string;
  last_modified: string;
}

export type ContentType = ContentModel["type"];
export type ContentFormat = "text" | "base64" | "json";

export interface GetOptions {
  content: boolean;
  hash: boolean;
  type: ContentType | null;
  format: ContentFormat | null;
}

export interface SaveRequest {
  type: ContentType;
  format: ContentFormat | null;
  content: unknown;
  /** Part number of an upload in parts, from 1; -1 is the last. */
  chunk: number | null;
}
