import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, constants, open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { checkpoint } from "../../compute/checkpoint.ts";
import { currentTaskContext } from "../../compute/task-context.ts";
import type { ReadInto } from "../read/bulk/byte-window.ts";
import { explainFileError, FileError } from "./file-error.ts";
import { reportFileRead } from "./report-file-read.ts";

const chunkSize = 1 << 20;
const headSize = 1 << 16;

/**
 * A file of data that may be read more than once, piece by piece; gzip is unpacked on the way. Reading reports progress, stops
 * when the user interrupts, and tells whoever runs the computation, once, which file it was.
 */
export class DataFile {
  /** As it was asked for: messages and reports call it so. */
  readonly source: string;
  /** For libraries that open files themselves; they call `reportRead` when they have. */
  readonly path: string;
  /** In bytes, as stored. */
  readonly size: number;
  readonly isGzip: boolean;
  /** Of the content, in small letters: ".csv" of `Orders.CSV.gz`. */
  readonly extension: string;
  /** The first bytes of the content, unpacked. */
  readonly head: Uint8Array;
  private isReported = false;

  private constructor(parts: Pick<DataFile, "source" | "path" | "size" | "isGzip" | "extension" | "head">) {
    this.source = parts.source;
    this.path = parts.path;
    this.size = parts.size;
    this.isGzip = parts.isGzip;
    this.extension = parts.extension;
    this.head = parts.head;
  }

  /** @throws FileError when there is no such file, or it cannot be read */
  static async open(source: string): Promise<DataFile> {
    const path = resolve(source);
    try {
      const found = await stat(path);
      if (found.isDirectory()) throw new FileError(source, "this is a folder, not a file. Name a file in it.");
      // A pipe or device might never end.
      if (!found.isFile()) throw new FileError(source, "this is a pipe or a device, not a file.");
      await access(path, constants.R_OK);
      const stored = await firstBytes(createReadStream(path, { end: headSize - 1 }));
      const isGzip = stored[0] === 0x1f && stored[1] === 0x8b;
      const name = basename(path).toLowerCase();
      const extension = extname(name === ".gz" ? name : name.replace(/\.gz$/, ""));
      const parts = { source, path, size: found.size, isGzip, extension };
      const head = isGzip ? await firstBytes(gunzip(createReadStream(path), source)) : stored;
      return new DataFile({ ...parts, head });
    } catch (error) {
      throw await explainFileError(source, error);
    }
  }

  /** The content from its beginning, in pieces of about a megabyte. */
  async *chunks(): AsyncGenerator<Uint8Array, void> {
    try {
      const stored = this.storedChunks();
      if (!this.isGzip) yield* stored;
      else yield* gunzip(Readable.from(stored), this.source);
    } catch (error) {
      throw await explainFileError(this.source, error);
    }
  }

  /** The whole content. @param largest in bytes; formats that cannot be read piece by piece have one */
  async bytes(largest: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.chunks()) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > largest) {
        const limit = `${Math.floor(largest / 1e6)} MB`;
        throw new FileError(
          this.source,
          `files of this format are read up to ${limit}, and this one is larger. Split it.`,
        );
      }
    }
    return Buffer.concat(chunks);
  }

  /** Lets a task read the content from its beginning into arrays of its own, without copies where the file is not packed. */
  async withReader<Result>(task: (read: ReadInto) => Promise<Result>): Promise<Result> {
    if (this.isGzip) return task(fillFrom(this.chunks()));
    const handle = await open(this.path).catch(async (error) => {
      throw await explainFileError(this.source, error);
    });
    try {
      return await task(this.readInto(handle));
    } finally {
      await handle.close();
    }
  }

  private readInto(handle: FileHandle): ReadInto {
    const hash = this.startHash();
    let done = 0;
    return async (target) => {
      let filled = 0;
      // No more than was there at first, as `chunks` has it.
      const wanted = Math.min(target.length, this.size - done);
      while (filled < wanted) {
        const { bytesRead } = await handle.read(target, filled, wanted - filled, done).catch(async (error) => {
          throw await explainFileError(this.source, error);
        });
        if (bytesRead === 0) break;
        hash?.update(target.subarray(filled, filled + bytesRead));
        filled += bytesRead;
        done += bytesRead;
      }
      if (hash !== undefined && filled < target.length) this.report(hash, done);
      return filled;
    };
  }

  /** Tells which file was read, when something else than `chunks` or `bytes` has read it. */
  async reportRead(): Promise<void> {
    if (this.isReported || currentTaskContext().onFileRead === undefined) return;
    for await (const chunk of this.storedChunks()) void chunk;
  }

  /** The file as it is stored, counted and hashed. */
  private async *storedChunks(): AsyncGenerator<Uint8Array, void> {
    const hash = this.startHash();
    let done = 0;
    // No more than was there at first: a file that grows has the same content in every pass.
    const end = this.size > 0 ? this.size - 1 : Infinity;
    for await (const chunk of createReadStream(this.path, { highWaterMark: chunkSize, end })) {
      done += (chunk as Uint8Array).length;
      hash?.update(chunk as Uint8Array);
      await checkpoint(done, this.size, basename(this.source));
      yield chunk as Uint8Array;
    }
    if (hash !== undefined) this.report(hash, done);
  }

  /** Nobody who does not ask for it pays for it. */
  private startHash(): Hash | undefined {
    return this.isReported || !currentTaskContext().onFileRead ? undefined : createHash("sha256");
  }

  private report(hash: Hash, size: number): void {
    this.isReported = true;
    reportFileRead(this.source, hash.digest("hex"), size);
  }
}

/** @throws FileError when the packed data are broken or cut short */
async function* gunzip(stored: Readable, source: string): AsyncGenerator<Uint8Array, void> {
  const unpacked = pipeline(stored, createGunzip({ chunkSize: chunkSize / 4 }), () => {});
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array;
  } catch (cause) {
    // An interrupt has a number for a code.
    const code = String((cause as NodeJS.ErrnoException).code);
    if (code === "Z_BUF_ERROR") {
      throw new FileError(source, "the gzip file is cut short. Copy or download it again.", { cause });
    }
    if (code.startsWith("Z_")) {
      const message = `the gzip data are broken (${(cause as Error).message}). Copy or download it again.`;
      throw new FileError(source, message, { cause });
    }
    throw cause;
  }
}

/** Puts pieces that come one by one into arrays. */
function fillFrom(chunks: AsyncGenerator<Uint8Array, void>): ReadInto {
  let rest = new Uint8Array(0);
  return async (target) => {
    let filled = 0;
    for (;;) {
      const piece = rest.subarray(0, target.length - filled);
      target.set(piece, filled);
      rest = rest.subarray(piece.length);
      filled += piece.length;
      if (filled === target.length) return filled;
      const next = await chunks.next();
      if (next.done) return filled;
      rest = next.value as Uint8Array<ArrayBuffer>;
    }
  };
}

async function firstBytes(chunks: AsyncIterable<unknown>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length >= headSize) break;
  }
  return Buffer.concat(parts).subarray(0, headSize);
}
