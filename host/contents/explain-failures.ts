import { HttpError } from "../http/http-error.ts";

/**
 * Turns what the operating system refuses into an answer that says so.
 *
 * @param what of the action, as a sentence without its end: `"a.txt" cannot be saved`
 * @throws HttpError 409, 403, 507 or 400 with its cause; other failures as they are
 */
export async function explainFailures<T>(what: string, action: () => Promise<T>): Promise<T> {
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
