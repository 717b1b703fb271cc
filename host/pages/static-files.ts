import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { checkPath } from "../contents/check-path.ts";
import { contentTypeOf } from "../contents/mime-type.ts";
import { HttpError } from "../http/http-error.ts";
import type { Reply } from "../http/reply.ts";
import { decodeSegment, type Exchange, type Handler } from "../http/router.ts";

/** Serves the files of a folder of ours; the route's pattern ends in `*path`. */
export function staticFiles(directory: string): Handler {
  return async ({ params, headers }: Exchange): Promise<Reply> => {
    const path = params.path.split("/").map(decodeSegment).join("/");
    const file = await locate(directory, path);
    if (file === null) throw new HttpError(404, `There is no file ${path}`);
    const etag = `"${file.size.toString(36)}-${Math.trunc(file.mtimeMs).toString(36)}"`;
    // Names with a hash never change their content.
    const isHashed = /\.[0-9a-f]{16,}\./.test(path);
    const cacheControl = isHashed ? "private, max-age=31536000, immutable" : "no-cache";
    if (headers["if-none-match"] === etag)
      return { status: 304, headers: { etag, "cache-control": cacheControl }, body: null };
    return {
      status: 200,
      headers: {
        "content-type": contentTypeOf(path),
        "content-length": String(file.size),
        "cache-control": cacheControl,
        etag,
      },
      body: createReadStream(file.absolute),
    };
  };
}

async function locate(directory: string, path: string) {
  if (path === "" || !checkPath(path).allowed) return null;
  const absolute = await realpath(join(directory, ...path.split("/"))).catch(() => null);
  const root = await realpath(directory).catch(() => null);
  if (absolute === null || root === null || !absolute.startsWith(root + sep)) return null;
  const { size, mtimeMs, isFile } = await stat(absolute).then((stats) => ({ ...stats, isFile: stats.isFile() }));
  return isFile ? { absolute, size, mtimeMs } : null;
}
