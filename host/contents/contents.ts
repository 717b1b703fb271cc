import type { Stats } from "node:fs";
import { lstat, mkdir, readdir, readFile, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { HttpError } from "../http/http-error.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { decodeFile, decodeNotebook, encodeContent } from "./content-bytes.ts";
import type { ContentFormat, ContentModel, ContentType, GetOptions, SaveRequest } from "./content-model.ts";
import { createFile, isTaken } from "./create-file.ts";
import { describeContent, describeHash, describePart } from "./describe-content.ts";
import { explainFailures } from "./explain-failures.ts";
import type { Numbering } from "./free-name.ts";
import { findCopyPath, findFreePath, requireFolder } from "./free-path.ts";
import { Mutex } from "./mutex.ts";
import type { Notebook } from "./notebook.ts";
import { serializeNotebook } from "./notebook-file.ts";
import { Uploads } from "./uploads.ts";
import type { Workspace } from "./workspace.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface ContentsOptions {
  workspace: Workspace;
  checkpoints: Checkpoints;
  /** Marks the cells whose outputs are known to come from a kernel; called on every notebook that is read. */
  markTrusted(notebook: Notebook): Notebook;
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
    const model = describeContent(path, stats);
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
    if (options.hash) Object.assign(model, describeHash(bytes));
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
      await requireFolder(this.#workspace, path);
      const written = await explainFailures(`"${path}" cannot be saved`, () => this.#write(path, absolute, request));
      if (request.chunk !== null && request.chunk !== -1) {
        return { isNew: existing === null, model: describePart(path, request.type, written?.length ?? null) };
      }
      const stats = await this.#stat(path, absolute);
      const model = { ...describeContent(path, stats), ...(written === null ? {} : describeHash(written)) };
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
      return describeContent(path, await this.#stat(path, absolute));
    });
  }

  /** Copies a file into a folder, under a free name. */
  copy(from: string, folder: string): Promise<ContentModel> {
    return this.#changes.run(async () => {
      const source = await this.#workspace.resolve(from);
      if ((await this.#stat(from, source)).isDirectory())
        throw new HttpError(400, `"${from}" is a folder: only files can be copied`);
      const path = await findCopyPath(this.#workspace, from, folder);
      const target = await this.#workspace.resolve(path);
      await explainFailures(`"${from}" cannot be copied`, async () => createFile(target, await readFile(source)));
      return describeContent(path, await this.#stat(path, target));
    });
  }

  /** Writes a new file. @throws HttpError 409 when there is one */
  createNew(path: string, content: string): Promise<ContentModel> {
    return this.#changes.run(async () => {
      const absolute = await this.#workspace.resolve(path);
      if (await isTaken(absolute)) throw new HttpError(409, `"${path}" is already there`);
      await explainFailures(`"${path}" cannot be made`, () => createFile(absolute, content));
      return describeContent(path, await this.#stat(path, absolute));
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
      await requireFolder(this.#workspace, to);
      await explainFailures(`"${from}" cannot be renamed`, () => rename(source, target));
      await this.#checkpoints.move(source, target);
      return describeContent(to, await this.#stat(to, target));
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
  freePath(folder: string, wished: string, numbering: Numbering): Promise<string> {
    return findFreePath(this.#workspace, folder, wished, numbering);
  }

  async #write(path: string, absolute: string, request: SaveRequest): Promise<Buffer | null> {
    if (request.type === "directory") {
      await mkdir(absolute).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      return null;
    }
    const bytes = encodeContent(path, request);
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
          return stats.isFile() || stats.isDirectory() ? describeContent(path, stats) : null;
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
      return { ...model, format: "json", content: this.#markTrusted(decodeNotebook(model.path, bytes)) };
    }
    return { ...model, ...decodeFile(model, bytes, format) };
  }

  async #stat(path: string, absolute: string): Promise<Stats> {
    const stats = await stat(absolute).catch(() => null);
    if (stats === null || !(stats.isFile() || stats.isDirectory())) throw notFound(path);
    return stats;
  }
}

function notFound(path: string): HttpError {
  return new HttpError(404, `"${path}" is not in the workspace`);
}

/** Saving through a link changes what it points to and keeps the link. */
async function followLink(absolute: string): Promise<string> {
  return realpath(absolute).catch(() => absolute);
}
