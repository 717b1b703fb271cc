import { constants } from "node:fs";
import { access, lstat, mkdir, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { HttpError } from "../http/http-error.ts";
import { checkPath } from "./check-path.ts";

/** The workspace cannot be used as it is. */
export class WorkspaceError extends Error {
  override name = "WorkspaceError";
}

/** The one folder that clients may see and change. */
export class Workspace {
  /** Absolute, with symbolic links resolved. */
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /**
   * Opens a folder, and makes it (but not its parents) when it is not there.
   *
   * @throws WorkspaceError naming the folder and what is wrong with it
   */
  static async open(directory: string): Promise<Workspace> {
    try {
      await mkdir(directory);
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      if (code !== "EEXIST") throw new WorkspaceError(explainMkdir(directory, code), { cause });
    }
    if (!(await lstat(await realpath(directory))).isDirectory()) {
      throw new WorkspaceError(`${directory} is a file: the workspace must be a folder`);
    }
    try {
      await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw new WorkspaceError(
        `The workspace ${directory} cannot be written: choose another folder or change its permissions`,
        { cause },
      );
    }
    return new Workspace(await realpath(directory));
  }

  /**
   * The absolute path of a client's path (`""` is the workspace itself), which need not exist.
   *
   * @throws HttpError 400 or 404 when the path leads out of the workspace or to a hidden file
   */
  async resolve(path: string): Promise<string> {
    const verdict = checkPath(path);
    if (!verdict.allowed) throw new HttpError(404, `"${path}" is not in the workspace: ${verdict.reason}`);
    const absolute = join(this.root, ...path.split("/"));
    if (!(await this.#leadsInside(absolute))) {
      throw new HttpError(404, `"${path}" is not in the workspace: it links to a place outside`);
    }
    return absolute;
  }

  /** Whether what exists of a path lies, links resolved, in the workspace. */
  async #leadsInside(absolute: string): Promise<boolean> {
    for (let existing = absolute; ; existing = dirname(existing)) {
      const real = await realpathIfPresent(existing);
      if (real !== null) return real === this.root || real.startsWith(this.root + sep);
      // A link whose target is missing: writing through it would make the target, wherever that is.
      if (await isPresent(existing)) return false;
    }
  }
}

async function realpathIfPresent(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return null;
    throw error;
  }
}

async function isPresent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function explainMkdir(directory: string, code: string | undefined): string {
  if (code === "ENOENT")
    return `The workspace ${directory} cannot be made: its parent folder ${dirname(directory)} is missing`;
  if (code === "ENOTDIR") return `The workspace ${directory} cannot be made: a part of its path is a file`;
  return `The workspace ${directory} cannot be made: no permission to write in ${dirname(directory)} (${code})`;
}
