import type { OutcomeStatus } from "../../notebooks/exercise.ts";
import type { ProgressUpdate } from "../api.ts";
import { HttpError } from "../http/http-error.ts";
import { readChoice, requireText } from "../http/read-fields.ts";
import type { Store } from "../store/store.ts";

const statuses: readonly OutcomeStatus[] = ["correct", "incorrect", "not-attempted", "error"];

/** Reads a `PUT progress` body. @throws HttpError 400 */
export function readProgressUpdate(body: Record<string, unknown>): ProgressUpdate {
  const status = readChoice(body.status, "status", statuses);
  if (status === null) throw new HttpError(400, '"status" is missing from the request');
  return { lesson: requireText(body, "lesson"), exercise: requireText(body, "exercise"), status };
}

/** Remembers the last outcome of an exercise. */
export async function recordProgress(store: Store, { lesson, exercise, status }: ProgressUpdate): Promise<void> {
  await store.update(({ progress }) => {
    progress[lesson] = { ...progress[lesson], [exercise]: status };
  });
}
