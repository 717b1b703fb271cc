import type { ServerConnection } from "@jupyterlab/services";
import { Token } from "@lumino/coreutils";
import { type ISignal, Signal } from "@lumino/signaling";
import type { LessonSummary, OpenedLesson, RecentFile } from "../../host/api.ts";
import type { OutcomeStatus } from "../../notebooks/exercise.ts";
import { callHost } from "./call-host.ts";

/** The lessons that the host offers, and how far the learner has come in each. */
export interface ILessons {
  readonly all: readonly LessonSummary[];
  readonly recentFiles: readonly RecentFile[];
  /** Lessons, progress or recent files are not what they were. */
  readonly changed: ISignal<ILessons, void>;
  refresh(): Promise<void>;
  /** Makes a working copy unless there is one, and says where it is. */
  open(lesson: string): Promise<string>;
  recordOutcome(lesson: string, exercise: string, status: OutcomeStatus): void;
}

export const ILessons = new Token<ILessons>(
  "ulm-notebook:ILessons",
  "The lessons, and the learner's progress in them.",
);

export class Lessons implements ILessons {
  readonly #settings: ServerConnection.ISettings;
  readonly #changed = new Signal<ILessons, void>(this);
  #all: readonly LessonSummary[] = [];
  #recentFiles: readonly RecentFile[] = [];

  constructor(settings: ServerConnection.ISettings) {
    this.#settings = settings;
  }

  get all(): readonly LessonSummary[] {
    return this.#all;
  }

  get recentFiles(): readonly RecentFile[] {
    return this.#recentFiles;
  }

  get changed(): ISignal<ILessons, void> {
    return this.#changed;
  }

  async refresh(): Promise<void> {
    [this.#all, this.#recentFiles] = await Promise.all([
      callHost<LessonSummary[]>(this.#settings, "GET", "lessons"),
      callHost<RecentFile[]>(this.#settings, "GET", "recent"),
    ]);
    this.#changed.emit();
  }

  async open(lesson: string): Promise<string> {
    const { path } = await callHost<OpenedLesson>(this.#settings, "POST", `lessons/${encodeURIComponent(lesson)}/open`);
    return path;
  }

  recordOutcome(lesson: string, exercise: string, status: OutcomeStatus): void {
    this.#all = this.#all.map((one) =>
      one.lesson === lesson ? { ...one, progress: { ...one.progress, [exercise]: status } } : one,
    );
    this.#changed.emit();
    void callHost(this.#settings, "PUT", "progress", { lesson, exercise, status });
  }
}
