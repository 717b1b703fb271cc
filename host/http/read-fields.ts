import { HttpError } from "./http-error.ts";

type Body = Record<string, unknown>;

/** A text that a request must carry. @throws HttpError 400 */
export function requireText(body: Body, field: string): string {
  const value = readText(body, field);
  if (value === undefined) throw new HttpError(400, `"${field}" is missing from the request`);
  return value;
}

/** A text that a request may carry; null counts as absent. @throws HttpError 400 when it is something else */
export function readText(body: Body, field: string): string | undefined {
  const value = body[field] ?? undefined;
  if (value !== undefined && typeof value !== "string") throw new HttpError(400, `"${field}" must be text`);
  return value;
}

/** An object that a request may carry. @throws HttpError 400 when it is something else */
export function readRecord(body: Body, field: string): Body | undefined {
  const value = body[field] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw new HttpError(400, `"${field}" must be an object`);
  return value as Body;
}

/** One of a few words that a request may carry. @throws HttpError 400 when it is something else */
export function readChoice<T extends string>(value: unknown, field: string, choices: readonly T[]): T | null {
  if (value === undefined || value === null || value === "") return null;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new HttpError(400, `"${field}" must be one of ${choices.join(", ")}`);
  return choice;
}
