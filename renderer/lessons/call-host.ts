import { URLExt } from "@jupyterlab/coreutils";
import { ServerConnection } from "@jupyterlab/services";

/** The host refused; `message` is its own explanation. */
export class HostError extends Error {
  override name = "HostError";
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/**
 * One call to the host's own endpoints (types in `host/api.ts`).
 *
 * @throws HostError with the host's explanation when it answers with an error
 */
export async function callHost<Reply>(
  settings: ServerConnection.ISettings,
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: unknown,
): Promise<Reply> {
  const url = URLExt.join(settings.baseUrl, "ulm/api", path);
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await ServerConnection.makeRequest(url, init, settings);
  const text = await response.text();
  const reply: unknown = text === "" ? undefined : JSON.parse(text);
  if (response.ok) return reply as Reply;
  const { message } = (reply ?? {}) as { message?: string };
  throw new HostError(response.status, message ?? `${method} ${path}: ${response.status}`, reply);
}
