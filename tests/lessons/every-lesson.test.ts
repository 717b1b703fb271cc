import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exercises } from "../../notebooks/exercise.ts";
import { lessonFiles, notebooksFolder } from "../notebooks/lesson-files.ts";
import { LessonSession } from "./lesson-session.ts";
import { lastingOutputsOf, runLesson } from "./run-lesson.ts";

describe.each(lessonFiles())("$stem", (lesson) => {
  const code = lesson.notebook.cells.filter((cell) => cell.cell_type === "code");

  test("runs from top to bottom, and a second time to the same outputs", async () => {
    const runs = [await runLesson(lesson), await runLesson(lesson)] as const;
    for (const run of runs) {
      expect(run.failed).toBeUndefined();
      expect(run.durations.size).toBe(code.length);
    }
    const [first, second] = runs.map((run) => code.map(({ id }) => ({ id, outputs: lastingOutputsOf(run, id) })));
    expect(second).toEqual(first);
  });

  describe("exercises", async () => {
    const file = join(notebooksFolder, `${lesson.stem}.exercises.ts`);
    const { default: exercises } = (await import(file)) as { default: Exercises };
    let session: LessonSession;

    beforeAll(async () => {
      session = await LessonSession.start(lesson);
      await session.runAll();
    }, 120_000);
    afterAll(() => session?.end());

    test.each(exercises)("$id: untouched it is not attempted, solved it is correct", async ({ id, solution }) => {
      expect((await session.check(id)).status).toBe("not-attempted");
      await session.answer(id, solution);
      expect(await session.check(id)).toMatchObject({ status: "correct" });
    });
  });
});
