import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, extname, posix } from "node:path";
import { HttpError } from "../http/http-error.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { ContentFormat, ContentModel, ContentType, GetOptions } from "./content-model.ts";
import { findFreeName, type Numbering } from "./free-name.ts";
import { mimeTypeOf } from "./mime-type.ts";
import { Mutex } from "./mutex.ts";
import type { Notebook } from "./notebook.ts";
import { checkNotebook, NotebookFormatError, parseNotebook, serializeNotebook } from "./notebook-file.ts";
import { Uploads } from "./uploads.ts";
import type { Workspace } from "./workspace.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface ContentsOptions {
  workspace: Workspace;
  checkpoints: Checkpoints;
  /** Marks the cells whose outputs are known to come from a kernel; called on every notebook that is read. */
  markTrusted(notebook: Notebook): Notebook;
}

export interface SaveRequest {
  type: ContentType;
  format: ContentFormat | null;
  content: unknown;
  /** Part number of an upload in parts, from 1; -1 is the last. */
  chunk: number | null;
}

const untitled: Record<ContentType, { name: string; separator: string }> = {
  notebook: { name: "Untitled.ipynb", separator: "" },
  directory: { name: "Untitled Folder", separator: " " },
  file: { name: "untitled.txt", separator: "" },
};

const emptyNotebook: Notebook = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };

/** The files of the workspace, as Jupyter's contents API speaks of them. Changes run one after the other. */
export class Contents {
  readonly #workspace: Workspace;
  readonly #checkpoints: Checkpoints;
  readonly #markTrusted: (notebook: Notebook) => Notebook;
  readonly #uploads = new Uploads();
  readonly #changes = new Mutex();

  constructor(options: ContentsOptions) {
    this.#workspace = options.workspace;
    this.#checkpoints = options.checkpoints;
    this.#markTrusted = options.markTrusted;
  }

  /** @throws HttpError 404 when it is not there, 400 when it is not what was asked for */
  async get(path: string, options: GetOptions): Promise<ContentModel> {
    const absolute = await this.#workspace.resolve(path);
    const stats = await this.#stat(path, absolute);
    const model = this.#describe(path, stats);
    if (options.type !== null && options.type !== model.type) {
      const isFileAsOther = model.type === "notebook" && options.type === "file";
      if (!isFileAsOther && !(model.type === "file" && options.type === "notebook")) {
        throw new HttpError(400, `${path} is a ${model.type}, not a ${options.type}`, { reason: "bad type" });
      }
      model.type = options.type;
    }
    if (model.type === "directory") return options.content ? await this.#listDirectory(model) : model;
    if (!options.content && !options.hash) return model;
    const bytes = await readFile(absolute);
    if (options.hash) Object.assign(model, hashOf(bytes));
    return options.content ? this.#withContent(model, bytes, options.format) : model;
  }

  /** What is in a folder, hidden files not included. */
  async listNames(folder: string): Promise<string[]> {
    const names = await readdir(await this.#workspace.resolve(folder));
    return names.filter((name) => !name.startsWith("."));
  }

  /** Reads a notebook of the workspace, its cells marked as trusted or not. */
  async readNotebook(path: string): Promise<Notebook> {
    const model = await this.get(path, { content: true, hash: false, type: "notebook", format: null });
    return model.content as Notebook;
  }

  /** Replaces or makes a file. @returns whether it is new, and the file without its content */
  save(path: string, request: SaveRequest): Promise<{ isNew: boolean; model: ContentModel }> {
    return this.#changes.run(async () => {
      const absolute = await this.#workspace.resolve(path);
      const existing = await lstat(absolute).catch(() => null);
      if (path === "" || (existing?.isDirectory() && request.type !== "directory")) {
        throw new HttpError(400, `"${path}" is a folder: a file cannot take its place`);
      }
      await this.#requireFolder(path);
      const written = await explainFailures(`"${path}" cannot be saved`, () => this.#write(path, absolute, request));
      if (request.chunk !== null && request.chunk !== -1) {
        return { isNew: existing === null, model: { ...partModel(path, request.type), size: written?.length ?? null } };
      }
      const stats = await this.#stat(path, absolute);
      const model = { ...this.#describe(path, stats), ...(written === null ? {} : hashOf(written)) };
      return { isNew: existing === null, model };
    });
  }

  /** Makes an empty notebook, file or folder under a free name. */
  createUntitled(folder: string, type: ContentType, extension: string): Promise<ContentModel> {
    const wished = type === "file" ? `untitled${extension}` : untitled[type].name;
    return this.#changes.run(async () => {
      const path = await this.freePath(folder, wished, untitled[type]);
      const absolute = await this.#workspace.resolve(path);
      await explainFailures(`"${path}" cannot be made`, async () => {
        if (type === "directory") await mkdir(absolute);
        else await createFile(absolute, type === "notebook" ? serializeNotebook(emptyNotebook) : "");
      });
      return this.#describe(path, await this.#stat(path, absolute));
    });
  }

  /** Copies a file into a folder, under a free name. */
  copy(from: string, folder: string): Promise<ContentModel> {
    return this.#changes.run(async () => {
      const source = await this.#workspace.resolve(from);
      if ((await this.#stat(from, source)).isDirectory())
        throw new HttpError(400, `"${from}" is a folder: only files can be copied`);
      const path = await this.#copyPath(from, folder);
      const target = await this.#workspace.resolve(path);
      await explainFailures(`"${from}" cannot be copied`, async () => createFile(target, await readFile(source)));
      return this.#describe(path, await this.#stat(path, target));
    });
  }

  /** Writes a new file. @throws HttpError 409 when there is one */
  createNew(path: string, content: string): Promise<ContentModel> {
    return this.#changes.run(async () => {
      const absolute = await this.#workspace.resolve(path);
      if (await isTaken(absolute)) throw new HttpError(409, `"${path}" is already there`);
      await explainFailures(`"${path}" cannot be made`, () => createFile(absolute, content));
      return this.#describe(path, await this.#stat(path, absolute));
    });
  }

  /** Renames or moves. @throws HttpError 409 when the new name is taken */
  rename(from: string, to: string): Promise<ContentModel> {
    return this.#changes.run(async () => {
      if (from === "" || to === "") throw new HttpError(400, "The workspace itself cannot be renamed here");
      const source = await this.#workspace.resolve(from);
      const target = await this.#workspace.resolve(to);
      const stats = await this.#stat(from, source);
      const occupant = await lstat(target).catch(() => null);
      // On a file system that ignores case, a change of case finds the file itself at the new name.
      if (occupant !== null && occupant.ino !== stats.ino) throw new HttpError(409, `"${to}" is already there`);
      await this.#requireFolder(to);
      await explainFailures(`"${from}" cannot be renamed`, () => rename(source, target));
      await this.#checkpoints.move(source, target);
      return this.#describe(to, await this.#stat(to, target));
    });
  }

  /** Deletes a file or an empty folder, for good. */
  delete(path: string): Promise<void> {
    return this.#changes.run(async () => {
      if (path === "") throw new HttpError(400, "The workspace itself cannot be deleted here");
      const absolute = await this.#workspace.resolve(path);
      const stats = await lstat(absolute).catch(() => null);
      if (stats === null) throw notFound(path);
      await explainFailures(`"${path}" cannot be deleted`, async () => {
        if (!stats.isDirectory()) return rm(absolute);
        const rest = (await readdir(absolute)).filter((name) => !name.startsWith(".DS_Store"));
        if (rest.length > 0) throw new HttpError(400, `The folder "${path}" is not empty: delete what is in it first`);
        await rmdir(absolute);
      });
      await this.#checkpoints.delete(absolute);
    });
  }

  /** The absolute path of an existing file. @throws HttpError 404 */
  async locate(path: string): Promise<{ absolute: string; stats: Stats }> {
    const absolute = await this.#workspace.resolve(path);
    return { absolute, stats: await this.#stat(path, absolute) };
  }

  /** A free path in a folder for a wished name. @throws HttpError 404 when the folder is not there */
  async freePath(folder: string, wished: string, numbering: Numbering): Promise<string> {
    const prefix = folder === "" ? "" : `${folder}/`;
    await this.#requireFolder(`${prefix}${wished}`);
    const exists = async (name: string) => isTaken(await this.#workspace.resolve(prefix + name));
    return prefix + (await findFreeName(wished, numbering, exists));
  }

  async #write(path: string, absolute: string, request: SaveRequest): Promise<Buffer | null> {
    if (request.type === "directory") {
      await mkdir(absolute).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      return null;
    }
    const bytes = encode(path, request);
    if (request.chunk !== null) await this.#uploads.accept(absolute, request.chunk, bytes);
    else await writeAtomically(await followLink(absolute), bytes);
    return bytes;
  }

  async #listDirectory(model: ContentModel): Promise<ContentModel> {
    const names = await this.listNames(model.path);
    const entries = await Promise.all(
      names.map(async (name) => {
        const path = model.path === "" ? name : `${model.path}/${name}`;
        try {
          const stats = await stat(await this.#workspace.resolve(path));
          return stats.isFile() || stats.isDirectory() ? this.#describe(path, stats) : null;
        } catch {
          return null; // Gone meanwhile, a link out of the workspace, or without permission: not for this list.
        }
      }),
    );
    const content = entries.filter((entry) => entry !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ...model, format: "json", content };
  }

  #withContent(model: ContentModel, bytes: Buffer, format: ContentFormat | null): ContentModel {
    if (model.type === "notebook") {
      const notebook = rephraseAsHttp(() => parseNotebook(decodeUtf8(model.path, bytes), model.path));
      return { ...model, format: "json", content: this.#markTrusted(notebook) };
    }
    const mimetype = mimeTypeOf(model.name);
    if (format !== "base64") {
      const text = bytes.includes(0) && format === null ? null : tryDecodeUtf8(bytes);
      if (text !== null) return { ...model, mimetype: mimetype ?? "text/plain", format: "text", content: text };
      if (format === "text") throw notUtf8(model.path);
    }
    return {
      ...model,
      mimetype: mimetype ?? "application/octet-stream",
      format: "base64",
      content: bytes.toString("base64"),
    };
  }

  #describe(path: string, stats: Stats): ContentModel {
    const type = stats.isDirectory() ? "directory" : path.endsWith(".ipynb") ? "notebook" : "file";
    return {
      name: posix.basename(path),
      path,
      type,
      writable: (stats.mode & 0o222) !== 0,
      created: stats.birthtime.toISOString(),
      last_modified: stats.mtime.toISOString(),
      size: type === "directory" ? null : stats.size,
      mimetype: null,
      content: null,
      format: null,
    };
  }

  async #stat(path: string, absolute: string): Promise<Stats> {
    const stats = await stat(absolute).catch(() => null);
    if (stats === null || !(stats.isFile() || stats.isDirectory())) throw notFound(path);
    return stats;
  }

  async #requireFolder(path: string): Promise<void> {
    const folder = posix.dirname(`/${path}`).slice(1);
    const stats = await stat(await this.#workspace.resolve(folder)).catch(() => null);
    if (!stats?.isDirectory()) throw new HttpError(404, `The folder "${folder}" is not there`);
  }

  /** Jupyter's names: the same where that is free, else `name-Copy1.ipynb`; a copy of a copy is numbered on. */
  async #copyPath(from: string, folder: string): Promise<string> {
    const name = basename(from);
    const same = folder === "" ? name : `${folder}/${name}`;
    await this.#requireFolder(same);
    if (!(await isTaken(await this.#workspace.resolve(same)))) return same;
    const extension = extname(name);
    const stem = basename(name, extension).replace(/-Copy\d*$/, "");
    return this.freePath(folder, `${stem}${extension}`, { separator: "-Copy", isAlwaysNumbered: true });
  }
}

function encode(path: string, request: SaveRequest): Buffer {
  if (request.type === "notebook" && request.chunk === null) {
    const notebook = rephraseAsHttp(() => checkNotebook(request.content, path));
    return Buffer.from(serializeNotebook(withoutTrust(notebook)));
  }
  if (typeof request.content !== "string") throw new HttpError(400, `No content was sent for "${path}"`);
  if (request.format === "base64") return decodeBase64(path, request.content);
  if (request.format === "text") return Buffer.from(request.content, "utf8");
  throw new HttpError(400, `The format of "${path}" must be "text" or "base64"`);
}

/** Whether outputs may run is for the host to know, not for the file to say. */
function withoutTrust(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    const metadata = { ...cell.metadata };
    delete metadata.trusted;
    return { ...cell, metadata };
  });
  return { ...notebook, cells };
}

function partModel(path: string, type: ContentType): ContentModel {
  const now = new Date().toISOString();
  const empty = { size: null, mimetype: null, content: null, format: null };
  return { name: posix.basename(path), path, type, writable: true, created: now, last_modified: now, ...empty };
}

function hashOf(bytes: Buffer): { hash: string; hash_algorithm: string } {
  return { hash: createHash("sha256").update(bytes).digest("hex"), hash_algorithm: "sha256" };
}

/** Saving through a link changes what it points to and keeps the link. */
async function followLink(absolute: string): Promise<string> {
  return realpath(absolute).catch(() => absolute);
}

/** Never replaces: fails when the file is there. */
async function createFile(absolute: string, content: string | Buffer): Promise<void> {
  const file = await open(absolute, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function isTaken(absolute: string): Promise<boolean> {
  return (await lstat(absolute).catch(() => null)) !== null;
}

function decodeBase64(path: string, content: string): Buffer {
  const compact = content.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 !== 0) {
    throw new HttpError(400, `The content of "${path}" is not base64`);
  }
  return Buffer.from(compact, "base64");
}

function tryDecodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeUtf8(path: string, bytes: Buffer): string {
  const text = tryDecodeUtf8(bytes);
  if (text === null) throw notUtf8(path);
  return text;
}

function notUtf8(path: string): HttpError {
  return new HttpError(400, `"${path}" is not text in UTF-8: convert it to UTF-8 first`, { reason: "bad format" });
}

function notFound(path: string): HttpError {
  return new HttpError(404, `"${path}" is not in the workspace`);
}

function rephraseAsHttp<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof NotebookFormatError)
      throw new HttpError(400, cause.message, { reason: "bad notebook", cause });
    throw cause;
  }
}

/** Turns what the operating system refuses into an answer that says so. */
async function explainFailures<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "EEXIST") throw new HttpError(409, `${what}: the name is taken`, { cause });
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
      throw new HttpError(403, `${what}: no permission to write there (${code})`, { cause });
    }
    if (code === "ENOSPC" || code === "EDQUOT") throw new HttpError(507, `${what}: the disk is full`, { cause });
    if (code === "ENAMETOOLONG") throw new HttpError(400, `${what}: the name is too long`, { cause });
    throw cause;
  }
}
