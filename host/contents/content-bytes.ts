import { HttpError } from "../http/http-error.ts";
import type { ContentFormat, ContentModel, SaveRequest } from "./content-model.ts";
import { mimeTypeOf } from "./mime-type.ts";
import type { Notebook } from "./notebook.ts";
import { checkNotebook, NotebookFormatError, parseNotebook, serializeNotebook } from "./notebook-file.ts";

/** The bytes of the file that a client wants saved. @throws HttpError 400 naming what is wrong with its content */
export function encodeContent(path: string, request: SaveRequest): Buffer {
  if (request.type === "notebook" && request.chunk === null) {
    const notebook = rephraseAsHttp(() => checkNotebook(request.content, path));
    return Buffer.from(serializeNotebook(withoutTrust(notebook)));
  }
  if (typeof request.content !== "string") throw new HttpError(400, `No content was sent for "${path}"`);
  if (request.format === "base64") return decodeBase64(path, request.content);
  if (request.format === "text") return Buffer.from(request.content, "utf8");
  throw new HttpError(400, `The format of "${path}" must be "text" or "base64"`);
}

/** @throws HttpError 400 when it is not UTF-8 or not a notebook */
export function decodeNotebook(path: string, bytes: Buffer): Notebook {
  const text = tryDecodeUtf8(bytes);
  if (text === null) throw notUtf8(path);
  return rephraseAsHttp(() => parseNotebook(text, path));
}

/**
 * A file's content as a client receives it: text when that is asked for, or when it is not and the bytes are text.
 *
 * @throws HttpError 400 when text is asked for and there is none
 */
export function decodeFile(
  { name, path }: ContentModel,
  bytes: Buffer,
  format: ContentFormat | null,
): Pick<ContentModel, "mimetype" | "format" | "content"> {
  const mimetype = mimeTypeOf(name);
  if (format !== "base64") {
    const text = bytes.includes(0) && format === null ? null : tryDecodeUtf8(bytes);
    if (text !== null) return { mimetype: mimetype ?? "text/plain", format: "text", content: text };
    if (format === "text") throw notUtf8(path);
  }
  return { mimetype: mimetype ?? "application/octet-stream", format: "base64", content: bytes.toString("base64") };
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

function notUtf8(path: string): HttpError {
  return new HttpError(400, `"${path}" is not text in UTF-8: convert it to UTF-8 first`, { reason: "bad format" });
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
