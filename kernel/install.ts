import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { kernelAliases, type KernelAlias } from "./kernel-aliases.ts";
import { kernelLogo } from "./kernel-logo.ts";
import type { TypeErrorMode } from "../notebooks/kernel-settings.ts";
import { kernelEnvironment } from "./kernel-options.ts";
import { kernelspec } from "./language-info.ts";
import { kernelMain, kernelNodeFlags } from "./launch.ts";
import { productVersion } from "./versions.ts";

export interface InstallSpec {
  /** Installs below `PREFIX/share/jupyter/kernels`, as for a Python environment; for this user when left out. */
  prefix?: string | undefined;
  /** Names of `kernelAliases` under which it is to be found, too. Default: none. */
  aliases?: readonly string[] | undefined;
  /** What the kernel does with type errors. Default: it refuses such cells. */
  typeErrors?: TypeErrorMode | undefined;
}

export interface Installation {
  /** Folders of the kernelspecs that were written, our own first. */
  written: string[];
  /** Folders of other kernels that have the name of an alias; they were left alone. */
  kept: string[];
}

/** The kernelspec could not be written. */
export class KernelInstallError extends Error {
  override name = "KernelInstallError";
}

/**
 * Writes the kernelspec with which any Jupyter client starts this kernel, and one for each alias. Earlier ones of ours are
 * replaced as a whole; a kernelspec that starts another program is never touched.
 *
 * @throws KernelInstallError when a folder cannot be written
 */
export async function installKernel({ prefix, aliases = [], typeErrors }: InstallSpec): Promise<Installation> {
  const kernels = join(prefix === undefined ? userDataFolder() : join(prefix, "share", "jupyter"), "kernels");
  const own = {
    name: kernelspec.name,
    displayName: kernelspec.display_name,
    language: kernelspec.language,
    options: { typeErrors },
  };
  const others = aliases.map((name) => ({ name, ...kernelAliases[name] }));
  const installation: Installation = { written: [], kept: [] };
  for (const { name, ...described } of [own, ...others]) {
    const folder = join(kernels, name);
    if (await isForeign(folder)) {
      installation.kept.push(folder);
      continue;
    }
    await writeSpec(kernels, name, createSpec(described));
    installation.written.push(folder);
  }
  return installation;
}

/** Whether a kernelspec is there that starts something other than this kernel. */
async function isForeign(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "kernel.json"), "utf8").catch(() => undefined);
  if (text === undefined) return false;
  try {
    const { metadata } = JSON.parse(text) as { metadata?: { ulm?: unknown } };
    return metadata?.ulm === undefined && basename(folder) !== kernelspec.name;
  } catch {
    return true;
  }
}

async function writeSpec(kernels: string, name: string, spec: object): Promise<void> {
  const folder = join(kernels, name);
  let made: string | undefined;
  try {
    await mkdir(kernels, { recursive: true });
    made = await mkdtemp(join(kernels, `.${name}-`));
    await writeFile(join(made, "kernel.json"), `${JSON.stringify(spec, undefined, 2)}\n`);
    await writeFile(join(made, "logo-svg.svg"), kernelLogo);
    await replaceFolder(folder, made);
  } catch (cause) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw new KernelInstallError(`cannot write the kernelspec ${folder}: ${describe(cause)}`, { cause });
  }
}

function createSpec({ displayName, language, options }: KernelAlias) {
  return {
    argv: [process.execPath, ...kernelNodeFlags, kernelMain, "--connection-file", "{connection_file}"],
    display_name: displayName,
    language,
    interrupt_mode: "message",
    env: kernelEnvironment(options),
    metadata: { debugger: false, ulm: { version: productVersion } },
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
