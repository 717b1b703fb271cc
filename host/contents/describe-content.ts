import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { posix } from "node:path";
import type { ContentModel, ContentType } from "./content-model.ts";

const withoutContent = { mimetype: null, content: null, format: null } as const;

/** What is said of a file or folder without reading it. */
export function describeContent(path: string, stats: Stats): ContentModel {
  const type = stats.isDirectory() ? "directory" : path.endsWith(".ipynb") ? "notebook" : "file";
  return {
    name: posix.basename(path),
    path,
    type,
    writable: (stats.mode & 0o222) !== 0,
    created: stats.birthtime.toISOString(),
    last_modified: stats.mtime.toISOString(),
    size: type === "directory" ? null : stats.size,
    ...withoutContent,
  };
}

/** What is said of a file of which a part has arrived: it is not there yet. */
export function describePart(path: string, type: ContentType, size: number | null): ContentModel {
  const now = new Date().toISOString();
  return {
    name: posix.basename(path),
    path,
    type,
    writable: true,
    created: now,
    last_modified: now,
    size,
    ...withoutContent,
  };
}

export function describeHash(bytes: Buffer): { hash: string; hash_algorithm: string } {
  return { hash: createHash("sha256").update(bytes).digest("hex"), hash_algorithm: "sha256" };
}
