import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXERCISE_COMM_TARGET, type ExerciseReply, type ExerciseRequest } from "../../notebooks/exercise.ts";
import exercises from "../../notebooks/churn.exercises.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

let opened = 0;

async function open(
  lesson: unknown,
): Promise<{ comm_id: string; published: Awaited<ReturnType<KernelClient["send"]>> }> {
  const comm_id = `exercise-${++opened}`;
  return {
    comm_id,
    published: await kernel.send("comm_open", { comm_id, target_name: EXERCISE_COMM_TARGET, data: { lesson } }),
  };
}

async function ask(comm_id: string, data: ExerciseRequest | Record<string, unknown>): Promise<ExerciseReply> {
  const published = await kernel.send("comm_msg", { comm_id, data });
  return published.find(({ header }) => header.msg_type === "comm_msg")?.content.data as ExerciseReply;
}

describe("the exercise comm", () => {
  it("lists, hints, checks and solves", async () => {
    const [{ id, hints, solution }] = exercises;
    const { comm_id } = await open("churn");
    const list = await ask(comm_id, { kind: "list" });
    expect(list).toEqual({
      kind: "list",
      exercises: exercises.map(({ id, title, hints }) => ({ id, title, hintCount: hints.length })),
    });
    expect(await ask(comm_id, { kind: "hint", exercise: id, index: 0 })).toMatchObject({
      kind: "hint",
      hint: hints[0],
    });
    expect(await ask(comm_id, { kind: "solution", exercise: id })).toEqual({
      kind: "solution",
      exercise: id,
      solution,
    });
    const untouched = await ask(comm_id, { kind: "check", exercise: id });
    expect(untouched).toMatchObject({ kind: "outcome", outcome: { status: "not-attempted" } });
  });

  it("refuses what does not exist", async () => {
    const { comm_id } = await open("churn");
    expect(await ask(comm_id, { kind: "check", exercise: "none" })).toMatchObject({ kind: "refused" });
    expect(await ask(comm_id, { kind: "hint", exercise: exercises[0].id, index: 99 })).toMatchObject({
      kind: "refused",
    });
    expect(await ask(comm_id, { kind: "dance", exercise: exercises[0].id })).toMatchObject({ kind: "refused" });
  });

  it.each(["../kernel/main", "churn/../churn", "no-such-lesson", "", 7, null])(
    "refuses the lesson %j and closes",
    async (lesson) => {
      const { published } = await open(lesson);
      const answers = published.filter(({ header }) => header.msg_type.startsWith("comm_"));
      expect(answers.map(({ header }) => header.msg_type)).toEqual(["comm_msg", "comm_close"]);
      expect(answers[0].content.data).toMatchObject({ kind: "refused" });
    },
  );
});
