import type { RecentFile } from "../api.ts";
import type { OutcomeStatus } from "../../notebooks/exercise.ts";

export interface StoredSetting {
  /** As the user wrote it: JSON with comments. */
  raw: string;
  /** ISO 8601. */
  created: string;
  lastModified: string;
}

/** What is kept between runs. */
export interface State {
  version: 1;
  /** Newest first. */
  recent: RecentFile[];
  /** Lesson → exercise → last outcome. */
  progress: Record<string, Record<string, OutcomeStatus>>;
  /** Plugin id → the user's settings. */
  settings: Record<string, StoredSetting>;
}

export function emptyState(): State {
  return { version: 1, recent: [], progress: {}, settings: {} };
}

/** @throws TypeError when a value read from a file is not a state */
export function toState(value: unknown): State {
  if (!isRecord(value) || value.version !== 1) throw new TypeError("this is not a state of version 1");
  const { recent, progress, settings } = value;
  if (!Array.isArray(recent) || !isRecord(progress) || !isRecord(settings))
    throw new TypeError("a part of the state is missing");
  return { version: 1, recent, progress, settings } as State;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
