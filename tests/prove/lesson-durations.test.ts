import { describe, expect, test } from "vitest";
import { lessonFiles } from "../notebooks/lesson-files.ts";
import { runLesson } from "../lessons/run-lesson.ts";

/** Nobody in a workshop waits longer for a cell, whatever it trains. */
const mostMs = 20_000;

describe("lessons", () => {
  test.each(lessonFiles())("$stem: no cell takes longer than 20 s", { timeout: 600_000 }, async (lesson) => {
    const { durations, failed } = await runLesson(lesson);
    expect(failed).toBeUndefined();
    const [cell, longest] = [...durations].reduce((slow, next) => (next[1] > slow[1] ? next : slow));
    console.log(`${lesson.stem}: ${cell} takes ${(longest / 1000).toFixed(1)} s`);
    expect(longest).toBeLessThan(mostMs);
  });
});
