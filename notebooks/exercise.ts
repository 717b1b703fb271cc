import type { Localized } from "./localized.ts";

export type OutcomeStatus = "correct" | "incorrect" | "not-attempted" | "error";

export interface Outcome {
  status: OutcomeStatus;
  /** What the learner reads: what is right, or what to look at next. */
  message: Localized;
}

/** What a check may see of the notebook's session: the variables that the learner's cells defined. */
export interface Scope {
  /** The current value of a top-level variable, or undefined. */
  get(name: string): unknown;
  has(name: string): boolean;
}

/** An exercise stands beside its notebook, never inside it: a cell that is copied or edited cannot break its check. */
export interface Exercise {
  /** As in the cell's metadata: `ulm.exercise`. */
  id: string;
  title: Localized;
  /** Pure: reads the scope, changes nothing. */
  check(scope: Scope): Outcome | Promise<Outcome>;
  /** A ladder: each hint says more than the one before. */
  hints: readonly Localized[];
  /** Code that, put into the exercise's cell, makes the check say `correct`. */
  solution: string;
}

/** The default export of `notebooks/<lesson>.exercises.ts`. */
export type Exercises = readonly Exercise[];

/** Comm target on which the kernel answers the exercise protocol below. */
export const EXERCISE_COMM_TARGET = "ulm.exercise";

/** Client to kernel; `comm_open` data is `{lesson}`, `comm_msg` data one of these. */
export type ExerciseRequest =
  | { kind: "list" }
  | { kind: "check"; exercise: string }
  | { kind: "hint"; exercise: string; index: number }
  | { kind: "solution"; exercise: string };

/** Kernel to client, one for each request, in order. */
export type ExerciseReply =
  | { kind: "list"; exercises: { id: string; title: Localized; hintCount: number }[] }
  | { kind: "outcome"; exercise: string; outcome: Outcome }
  | { kind: "hint"; exercise: string; index: number; count: number; hint: Localized }
  | { kind: "solution"; exercise: string; solution: string }
  | { kind: "refused"; exercise?: string; message: Localized };
