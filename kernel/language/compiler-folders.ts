import type { LanguageWorkerData } from "./protocol.ts";

/**
 * The folders as TypeScript writes paths on every system: with slashes, and without one at the end. All paths of the
 * language thread are made from these by adding to them (`join` would take a share's double slash away), so that what it
 * compares is written alike on Windows, too.
 */
export function compilerFolders(folders: LanguageWorkerData): LanguageWorkerData {
  return {
    ...folders,
    notebookFolder: compilerPath(folders.notebookFolder),
    applicationFolder: compilerPath(folders.applicationFolder),
    preludeFolder: compilerPath(folders.preludeFolder),
  };
}

/** A backslash is a separator only where paths begin with a drive or a share; elsewhere it may be part of a name. */
function compilerPath(path: string): string {
  const slashed = /^(?:[A-Za-z]:|\\\\)/.test(path) ? path.replaceAll("\\", "/") : path;
  return slashed.length > 1 ? slashed.replace(/\/+$/, "") : slashed;
}
