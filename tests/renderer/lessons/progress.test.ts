import { describe, expect, it } from "vitest";
import type { LessonSummary } from "../../../host/api.ts";
import { countCorrect } from "../../../renderer/lessons/progress.ts";

describe("progress in a lesson", () => {
  it("counts the exercises that are solved, and only those that the lesson still has", () => {
    const lesson = {
      exercises: ["a", "b", "c"],
      progress: { a: "correct", b: "incorrect", removed: "correct" },
    } as unknown as LessonSummary;
    expect(countCorrect(lesson)).toBe(1);
  });
});
