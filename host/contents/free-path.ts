import { stat } from "node:fs/promises";
import { basename, extname, posix } from "node:path";
import { HttpError } from "../http/http-error.ts";
import { isTaken } from "./create-file.ts";
import { findFreeName, type Numbering } from "./free-name.ts";
import type { Workspace } from "./workspace.ts";

/** A free path in a folder for a wished name. @throws HttpError 404 when the folder is not there */
export async function findFreePath(
  workspace: Workspace,
  folder: string,
  wished: string,
  numbering: Numbering,
): Promise<string> {
  await requireFolder(workspace, joinPath(folder, wished));
  const exists = async (name: string) => isTaken(await workspace.resolve(joinPath(folder, name)));
  return joinPath(folder, await findFreeName(wished, numbering, exists));
}

/** Where a copy goes, by Jupyter's names: the same where that is free, else `name-Copy1.ipynb`; a copy of a copy is numbered on. */
export async function findCopyPath(workspace: Workspace, from: string, folder: string): Promise<string> {
  const name = basename(from);
  const same = joinPath(folder, name);
  await requireFolder(workspace, same);
  if (!(await isTaken(await workspace.resolve(same)))) return same;
  const extension = extname(name);
  const stem = basename(name, extension).replace(/-Copy\d*$/, "");
  const numbering = { separator: "-Copy", isAlwaysNumbered: true };
  return findFreePath(workspace, folder, `${stem}${extension}`, numbering);
}

/** @throws HttpError 404 when the folder in which a path lies is not there */
export async function requireFolder(workspace: Workspace, path: string): Promise<void> {
  const folder = posix.dirname(`/${path}`).slice(1);
  const stats = await stat(await workspace.resolve(folder)).catch(() => null);
  if (!stats?.isDirectory()) throw new HttpError(404, `The folder "${folder}" is not there`);
}

function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
