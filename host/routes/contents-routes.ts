import type { ContentFormat, ContentType } from "../contents/content-model.ts";
import type { Checkpoints } from "../contents/checkpoints.ts";
import type { Contents } from "../contents/contents.ts";
import { HttpError } from "../http/http-error.ts";
import { readChoice, readText, requireText } from "../http/read-fields.ts";
import { json, noContent, type Reply } from "../http/reply.ts";
import { decodeSegment, type Exchange, type Route } from "../http/router.ts";

/** A notebook with many charts, or a part of an upload. */
const CONTENT_LIMIT = 256 * 1024 * 1024;

const types: readonly ContentType[] = ["directory", "notebook", "file"];
const formats: readonly ContentFormat[] = ["text", "base64", "json"];

/** A client's path as the workspace takes it. A segment that hides a slash in its encoding is refused there. */
export function toContentPath(encoded: string): string {
  const segments = encoded.split("/").filter((segment) => segment !== "");
  const decoded = segments.map(decodeSegment);
  const odd = decoded.find((segment) => segment.includes("/"));
  if (odd !== undefined) throw new HttpError(404, `"${odd}" is not a name`);
  return decoded.join("/");
}

/** `/api/contents`: Jupyter's contents API. */
export function contentsRoutes(contents: Contents, checkpoints: Checkpoints, onRead: (path: string) => void): Route[] {
  const get = async ({ params, url }: Exchange): Promise<Reply> => {
    const path = toContentPath(params.path);
    const query = url.searchParams;
    const model = await contents.get(path, {
      content: query.get("content") !== "0",
      hash: query.get("hash") === "1",
      type: readChoice(query.get("type"), "type", types),
      format: readChoice(query.get("format"), "format", formats),
    });
    if (model.type === "notebook" && model.content !== null) onRead(path);
    return json(model);
  };
  const save = async ({ params, readJson }: Exchange): Promise<Reply> => {
    const path = toContentPath(params.path);
    const body = await readJson();
    const { isNew, model } = await contents.save(path, {
      type: readChoice(body.type, "type", types) ?? "file",
      format: readChoice(body.format, "format", formats),
      content: body.content,
      chunk: typeof body.chunk === "number" ? body.chunk : null,
    });
    return json(model, isNew ? 201 : 200);
  };
  const create = async ({ params, readJson }: Exchange): Promise<Reply> => {
    const folder = toContentPath(params.path);
    const body = await readJson();
    const source = readText(body, "copy_from");
    if (source !== undefined) return json(await contents.copy(toContentPath(source), folder), 201);
    const type = readChoice(body.type, "type", types) ?? "file";
    return json(await contents.createUntitled(folder, type, readText(body, "ext") ?? ".txt"), 201);
  };
  const rename = async ({ params, readJson }: Exchange): Promise<Reply> => {
    const target = requireText(await readJson(), "path").replace(/^\/+/, "");
    return json(await contents.rename(toContentPath(params.path), target));
  };
  const remove = async ({ params }: Exchange): Promise<Reply> => {
    await contents.delete(toContentPath(params.path));
    return noContent();
  };
  const pattern = "/api/contents/*path";
  return [
    ...(["GET", "POST", "DELETE"] as const).map((method): Route => ({
      method,
      pattern,
      handle: async (exchange) => {
        const checkpoint = /^(.+)\/checkpoints(?:\/([^/]+))?$/.exec(exchange.params.path);
        if (checkpoint !== null) return handleCheckpoint(method, checkpoint[1], checkpoint[2]);
        return { GET: get, POST: create, DELETE: remove }[method](exchange);
      },
    })),
    { method: "PUT", pattern, bodyLimit: CONTENT_LIMIT, handle: save },
    { method: "PATCH", pattern, handle: rename },
  ];

  async function handleCheckpoint(method: "GET" | "POST" | "DELETE", encoded: string, id?: string): Promise<Reply> {
    const path = toContentPath(encoded);
    const { absolute } = await contents.locate(path);
    if (method === "GET") return json(await checkpoints.list(absolute));
    if (id === undefined && method === "POST") return json(await checkpoints.create(absolute), 201);
    if (method === "DELETE") await checkpoints.delete(absolute);
    else if (!(await checkpoints.restore(absolute))) throw new HttpError(404, `"${path}" has no checkpoint`);
    return noContent();
  }
}
