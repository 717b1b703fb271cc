import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { kernelLogo } from "./kernel-logo.ts";
import { kernelspec } from "./language-info.ts";
import { kernelMain, kernelNodeFlags } from "./launch.ts";

export interface InstallTarget {
  /** Installs below `PREFIX/share/jupyter/kernels`, as for a Python environment; for this user when left out. */
  prefix?: string | undefined;
}

/** The kernelspec could not be written. */
export class KernelInstallError extends Error {
  override name = "KernelInstallError";
}

/**
 * Writes the kernelspec with which any Jupyter client starts this kernel. An earlier one is replaced as a whole.
 *
 * @returns the kernelspec's folder
 * @throws KernelInstallError when the folder cannot be written
 */
export async function installKernel({ prefix }: InstallTarget): Promise<string> {
  const kernels = join(prefix === undefined ? userDataFolder() : join(prefix, "share", "jupyter"), "kernels");
  const folder = join(kernels, kernelspec.name);
  let made: string | undefined;
  try {
    await mkdir(kernels, { recursive: true });
    made = await mkdtemp(join(kernels, `.${kernelspec.name}-`));
    await writeFile(join(made, "kernel.json"), `${JSON.stringify(createSpec(), undefined, 2)}\n`);
    await writeFile(join(made, "logo-svg.svg"), kernelLogo);
    await replaceFolder(folder, made);
    return folder;
  } catch (cause) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw new KernelInstallError(`cannot write the kernelspec ${folder}: ${describe(cause)}`, { cause });
  }
}

function createSpec() {
  return {
    argv: [process.execPath, ...kernelNodeFlags, kernelMain, "--connection-file", "{connection_file}"],
    display_name: kernelspec.display_name,
    language: kernelspec.language,
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}

/** A folder cannot be renamed over another that has content: the old one steps aside first. */
async function replaceFolder(folder: string, by: string): Promise<void> {
  const old = `${by}-old`;
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await rename(by, folder);
  await rm(old, { recursive: true, force: true });
}

/** Jupyter's data folder of this user, as `jupyter --data-dir` says it. */
function userDataFolder(): string {
  if (process.env.JUPYTER_DATA_DIR) return process.env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32")
    return join(process.env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "jupyter");
}

function describe(cause: unknown): string {
  const { code, message, path } = cause as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `no permission to write in ${dirname(String(path))}; choose another folder with --prefix, or --user`;
  }
  return message;
}
