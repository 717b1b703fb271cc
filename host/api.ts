/**
 * Bodies of the host's own endpoints, below `/ulm/api/`. The window imports these types and nothing else from here.
 *
 * | endpoint | request | reply |
 * |---|---|---|
 * | `GET lessons` | | `LessonSummary[]` |
 * | `POST lessons/<id>/open` (`?fresh=1`: another copy) | | `OpenedLesson` |
 * | `PUT progress` | `ProgressUpdate` | 204 |
 * | `GET recent` | | `RecentFile[]` |
 * | `GET runs?path=<notebook>` | | `CellRun[]` of its kernel, in their order; none without a kernel |
 * | `POST report` | `ReportRequest` | `ReportWritten`, or 409 with `ReportExists` |
 * | `POST trust` | `TrustRequest` | `Trusted` |
 *
 * Every error is `ApiError`.
 */
import type { OutcomeStatus } from "../notebooks/exercise.ts";
import type { LessonMetadata } from "../notebooks/lesson.ts";
import type { Language } from "../notebooks/localized.ts";

export interface LessonSummary extends LessonMetadata {
  /** Ids of its exercises, in the notebook's order. */
  exercises: string[];
  /** The last outcome of each exercise that was ever checked. */
  progress: Record<string, OutcomeStatus>;
  /** The working copy in the workspace, when there is one. */
  path?: string;
}

export interface OpenedLesson {
  /** Of the working copy, relative to the workspace. */
  path: string;
}

export interface ProgressUpdate {
  lesson: string;
  exercise: string;
  status: OutcomeStatus;
}

export interface RecentFile {
  path: string;
  /** ISO 8601. */
  openedAt: string;
}

export interface ReportRequest {
  /** Of the notebook, relative to the workspace. */
  path: string;
  language: Language;
  /** Where to write; beside the notebook under the same stem by default. */
  target?: string;
  overwrite?: boolean;
}

export interface ReportWritten {
  path: string;
}

/** The report's file exists already; nothing was written. */
export interface ReportExists {
  message: string;
  path: string;
  /** A name beside it that is free. */
  suggestion: string;
}

/** The user vouches for everything active (HTML, SVG, scripts) in a notebook's outputs as they are saved now. */
export interface TrustRequest {
  path: string;
}

export interface Trusted {
  path: string;
  /** How many active contents are trusted from now on. */
  contents: number;
}

export interface ApiError {
  /** For people. */
  message: string;
  /** For programs, where there is one. */
  reason: string | null;
}
