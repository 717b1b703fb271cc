import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir, platform, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { kernelCommand, type KernelCommand } from "../kernel/launch.ts";
import { defaultStateDirectory } from "../kernel/state-directory.ts";
import { defaultWorkspace } from "./find-workspace.ts";
import type { LogLevel } from "./log.ts";

/** What a caller may say about a host; everything has a default. */
export interface HostSpec {
  /** The folder that the window sees. Default `~/ULM Notebook`. */
  workspace?: string;
  /** Where the host keeps its own files. Default: the platform's place for an application's state. */
  stateDirectory?: string;
  /** Port on 127.0.0.1; 0, the default, takes any free one. */
  port?: number;
  /**
   * What the cookie and the token are made from. A host that is started again with the same secret and port still knows the windows
   * of the one before. Default: a new one.
   */
  secret?: string;
  /** The installed application: lessons, the built renderer. Default: where this file lies. */
  appRoot?: string;
  /** Whether to keep a started kernel in reserve. Default: when the machine has 4 GiB or more. */
  keepSpareKernel?: boolean;
  /** The language that `default` means. Default: the system's. */
  systemLocale?: string;
  /** Default `warn`. */
  logLevel?: LogLevel;
  /** Added to the page's configuration. */
  pageConfig?: Record<string, string>;
  /** How to start a kernel; tests put theirs here. */
  kernelCommand?: (connectionFile: string) => KernelCommand;
}

/** A host's options with nothing left open. */
export type HostOptions = Required<HostSpec> & { version: string };

/** @throws RangeError when the port is not one, or the secret is too short */
export function createHostOptions(spec: HostSpec = {}): HostOptions {
  const appRoot = resolve(spec.appRoot ?? findAppRoot());
  const port = spec.port ?? 0;
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new RangeError(`${port} is not a port: it must be 0 to 65535`);
  const secret = spec.secret ?? randomBytes(32).toString("hex");
  if (secret.length < 32) throw new RangeError("The host's secret is shorter than 32 characters: it could be guessed");
  return {
    workspace: resolve(spec.workspace ?? defaultWorkspace()),
    stateDirectory: resolve(spec.stateDirectory ?? defaultStateDirectory(platform(), process.env, homedir())),
    port,
    secret,
    appRoot,
    keepSpareKernel: spec.keepSpareKernel ?? totalmem() >= 4 * 1024 ** 3,
    systemLocale: spec.systemLocale ?? Intl.DateTimeFormat().resolvedOptions().locale,
    logLevel: spec.logLevel ?? "warn",
    pageConfig: spec.pageConfig ?? {},
    kernelCommand: spec.kernelCommand ?? kernelCommand,
    version: readVersion(appRoot),
  };
}

/** The nearest folder above this file that has the lessons: the same for the sources and for what is built of them. */
function findAppRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let directory = start; directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(join(directory, "notebooks")) && existsSync(join(directory, "package.json"))) return directory;
  }
  return dirname(start);
}

function readVersion(appRoot: string): string {
  const manifest = JSON.parse(readFileSync(join(appRoot, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
