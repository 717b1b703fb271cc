import type { LessonSummary } from "../../host/api.ts";

/** How many of a lesson's exercises have been solved. */
export function countCorrect({ exercises, progress }: LessonSummary): number {
  return exercises.filter((exercise) => progress[exercise] === "correct").length;
}
