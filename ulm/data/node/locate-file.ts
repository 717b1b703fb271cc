import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { FileError } from "./file-error.ts";

/** Where the notebook server shows files of the workspace: the rest of the path is theirs. */
const serverPath = /^\/(?:.*\/)?(?:files|lab\/tree|api\/contents|tree)\/(.+)$/;

/**
 * The path of a file that is named by a path, a `file:` URL, or an address of the workspace: `workspace:data/orders.csv`, or a link
 * that was copied from the file browser (`http://127.0.0.1:8888/files/data/orders.csv`). Nothing is ever fetched.
 * @param workspace the folder that such addresses start from
 * @throws FileError for addresses of other hosts, and for those that lead out of the workspace
 */
export function locateFile(source: string | URL, workspace = process.env.ULM_WORKSPACE): string {
  const text = String(source);
  if (text.includes("\0")) throw new FileError(JSON.stringify(text), "no path holds a NUL character.");
  // One letter before a colon is a drive of Windows.
  if (!(source instanceof URL) && !/^[a-z][a-z0-9+.-]+:/i.test(text)) return text;
  const url = parseUrl(text);
  if (url.protocol === "file:") return fileURLToPath(url);
  if (url.protocol === "workspace:") return inWorkspace(decodeURIComponent(url.pathname), text, workspace);
  const isOurs = /^https?:$/.test(url.protocol) && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  const path = isOurs ? serverPath.exec(url.pathname)?.[1] : undefined;
  if (path !== undefined) return inWorkspace(decodeURIComponent(path), text, workspace);
  throw new FileError(
    text,
    "data are read from files only, never from the network. Download it into the workspace first.",
  );
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new FileError(text, "this is neither a path nor a URL.", { cause });
  }
}

function inWorkspace(path: string, source: string, workspace: string | undefined): string {
  if (workspace === undefined || workspace === "") {
    throw new FileError(source, "no workspace is open here. Name the file by its path instead.");
  }
  const absolute = resolve(workspace, path.replace(/^\/+/, ""));
  const inside = relative(workspace, absolute);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new FileError(source, "this address leads out of the workspace.");
  }
  return absolute;
}
