import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** The folder that the window sees, unless another is stated. */
export function defaultWorkspace(): string {
  return join(homedir(), "ULM Notebook");
}

/**
 * The workspace of a notebook that is run without a window, from which addresses such as `workspace:data/orders.csv` start: the one that is
 * stated, else that of the window where the notebook lies in it, else the notebook's folder.
 */
export function findWorkspace(notebookFolder: string, stated = process.env.ULM_WORKSPACE): string {
  if (stated !== undefined && stated !== "") return resolve(stated);
  const ofWindow = defaultWorkspace();
  return isWithin(realPath(notebookFolder), realPath(ofWindow)) ? ofWindow : resolve(notebookFolder);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Without links; as it is where there is nothing. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
