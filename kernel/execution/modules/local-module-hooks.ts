/**
 * Node's module hooks (they run on a thread of Node's own) for modules beside the notebook: TypeScript is transpiled by
 * the language thread, JSON and text become modules, and an edited file is loaded afresh.
 */
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { LoadHook, ResolveHook } from "node:module";
import { extname, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { LOCAL_SCHEME } from "./local-module-scheme.ts";
import { LocalModuleVersions } from "./local-module-versions.ts";

export type TranspileReply = { id: number; code: string; sourceMap: string } | { id: number; failure: string };

/** A cell that is a module was executed: it stands for this path from now on. */
export interface ModuleCellNotice {
  moduleCell: string;
}

const VERSION = "ulm-version";
const TYPESCRIPT = [".ts", ".tsx", ".mts", ".cts"];
const TEXT = [".csv", ".tsv", ".txt", ".md"];

/** Cells that are modules, by the path for which they stand, and how often each was executed. */
const moduleCells = new Map<string, number>();
const versions = new LocalModuleVersions((path) => moduleCells.get(path) ?? statSync(path).mtimeMs);
const waiting = new Map<number, { resolve: (code: string) => void; reject: (error: Error) => void }>();
let transpiler: MessagePort;
let requests = 0;

export function initialize({ port }: { port: MessagePort }): void {
  transpiler = port;
  port.on("message", receive);
  port.unref();
}

function receive(message: TranspileReply | ModuleCellNotice): void {
  if ("moduleCell" in message) {
    const path = normalize(message.moduleCell);
    // It is `name.ts` or `name.tsx`, whichever was executed last.
    moduleCells.delete(path.endsWith("x") ? path.slice(0, -1) : `${path}x`);
    moduleCells.set(path, (moduleCells.get(path) ?? 0) + 1);
    return;
  }
  const { resolve, reject } = waiting.get(message.id)!;
  waiting.delete(message.id);
  if ("failure" in message) return reject(new SyntaxError(message.failure));
  const map = Buffer.from(message.sourceMap).toString("base64");
  resolve(`${message.code}\n//# sourceMappingURL=data:application/json;base64,${map}\n`);
}

/** What was sent before an import must be known to it, whichever of the two this thread hears of first. */
function receiveWaiting(): void {
  for (let next = receiveMessageOnPort(transpiler); next !== undefined; next = receiveMessageOnPort(transpiler)) {
    receive((next as { message: TranspileReply | ModuleCellNotice }).message);
  }
}

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const importer = localPath(context.parentURL);
  const url = specifier.startsWith(LOCAL_SCHEME)
    ? specifier.slice(LOCAL_SCHEME.length)
    : importer !== undefined && /^(\.{0,2}\/|file:)/.test(specifier)
      ? new URL(specifier, context.parentURL).href
      : undefined;
  if (url === undefined) return nextResolve(specifier, context);
  receiveWaiting();
  const path = existingFile(fileURLToPath(url));
  const versioned = pathToFileURL(path);
  versioned.searchParams.set(VERSION, String(versions.versionOf(path, importer)));
  return isOurs(path)
    ? { url: versioned.href, shortCircuit: true }
    : nextResolve(versioned.href, { ...context, parentURL: undefined });
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const path = localPath(url);
  if (path === undefined || !isOurs(path)) return nextLoad(url, context);
  const source = moduleCells.has(path) ? await transpile(path) : await toModule(path, await readFile(path, "utf8"));
  return { format: "module", shortCircuit: true, source };
};

async function toModule(path: string, text: string): Promise<string> {
  const extension = extname(path);
  if (TYPESCRIPT.includes(extension)) return transpile(path, text);
  const content = text.replace(/^\uFEFF/, "");
  return `export default ${extension === ".json" ? jsonLiteral(path, content) : JSON.stringify(content)};`;
}

function jsonLiteral(path: string, text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    throw new SyntaxError(`${path} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}

/** @param source left out for a module that is a cell: the language thread has it */
function transpile(fileName: string, source?: string): Promise<string> {
  const id = ++requests;
  // Node lets the hooks thread wait only while somebody holds it.
  transpiler.ref();
  return new Promise<string>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    transpiler.postMessage({ id, fileName, source });
  }).finally(() => waiting.size === 0 && transpiler.unref());
}

/** The path of a module that these hooks loaded; undefined for all others, such as packages. */
function localPath(url: string | undefined): string | undefined {
  if (url === undefined || !url.startsWith("file:") || !new URL(url).searchParams.has(VERSION)) return undefined;
  return fileURLToPath(url);
}

function isOurs(path: string): boolean {
  return [...TYPESCRIPT, ...TEXT, ".json"].includes(extname(path));
}

function isFile(path: string): boolean {
  return moduleCells.has(path) || statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The file that a specifier means: as written, with an extension added, or TypeScript written as its output's name. */
function existingFile(path: string): string {
  const typescript = path.replace(/\.([cm]?)js$/, ".$1ts");
  const candidates = [path, typescript, `${path}.ts`, `${path}.tsx`, `${path}.js`, `${path}.mjs`, `${path}/index.ts`];
  const found = candidates.find((candidate) => isFile(candidate));
  if (found !== undefined) return found;
  throw Object.assign(new Error(`Cannot find the file ${path}`), { code: "ERR_MODULE_NOT_FOUND" });
}
