/**
 * Node's module hooks (they run on a thread of Node's own) for modules beside the notebook: TypeScript is transpiled by
 * the language thread, JSON and text become modules, and an edited file is loaded afresh.
 */
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { LoadHook, ResolveHook } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { LOCAL_SCHEME } from "./local-module-scheme.ts";
import { LocalModuleVersions } from "./local-module-versions.ts";

export type TranspileReply = { id: number; code: string; sourceMap: string } | { id: number; failure: string };

const VERSION = "ulm-version";
const TYPESCRIPT = [".ts", ".tsx", ".mts", ".cts"];
const TEXT = [".csv", ".tsv", ".txt", ".md"];

const versions = new LocalModuleVersions((path) => statSync(path).mtimeMs);
const waiting = new Map<number, { resolve: (code: string) => void; reject: (error: Error) => void }>();
let transpiler: MessagePort;
let requests = 0;

export function initialize({ port }: { port: MessagePort }): void {
  transpiler = port;
  port.on("message", (reply: TranspileReply) => {
    const { resolve, reject } = waiting.get(reply.id)!;
    waiting.delete(reply.id);
    if ("failure" in reply) return reject(new SyntaxError(reply.failure));
    const map = Buffer.from(reply.sourceMap).toString("base64");
    resolve(`${reply.code}\n//# sourceMappingURL=data:application/json;base64,${map}\n`);
  });
  port.unref();
}

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const importer = localPath(context.parentURL);
  const url = specifier.startsWith(LOCAL_SCHEME)
    ? specifier.slice(LOCAL_SCHEME.length)
    : importer !== undefined && /^(\.{0,2}\/|file:)/.test(specifier)
      ? new URL(specifier, context.parentURL).href
      : undefined;
  if (url === undefined) return nextResolve(specifier, context);
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
  const text = await readFile(path, "utf8");
  return { format: "module", shortCircuit: true, source: await toModule(path, text) };
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

function transpile(fileName: string, source: string): Promise<string> {
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

/** The file that a specifier means: as written, with an extension added, or TypeScript written as its output's name. */
function existingFile(path: string): string {
  const typescript = path.replace(/\.([cm]?)js$/, ".$1ts");
  const candidates = [path, typescript, `${path}.ts`, `${path}.tsx`, `${path}.js`, `${path}.mjs`, `${path}/index.ts`];
  const found = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true);
  if (found !== undefined) return found;
  throw Object.assign(new Error(`Cannot find the file ${path}`), { code: "ERR_MODULE_NOT_FOUND" });
}
