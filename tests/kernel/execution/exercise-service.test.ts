import { describe, expect, it } from "vitest";
import { ExerciseService } from "../../../kernel/execution/exercise-service.ts";
import type { Exercise } from "../../../notebooks/exercise.ts";

const text = (en: string) => ({ en, "zh-CN": en });

const exercise: Exercise = {
  id: "double",
  title: text("Double it"),
  check: (scope) => {
    const value = scope.get("value") as { length: number };
    return value.length === 2
      ? { status: "correct", message: text("Yes.") }
      : { status: "incorrect", message: text("No.") };
  },
  hints: [text("Think.")],
  solution: "const value = [1, 2];",
};

function serve(values: Record<string, unknown>): ExerciseService {
  return new ExerciseService([exercise], { has: (name) => name in values, get: (name) => values[name] });
}

describe("a check", () => {
  it("sees the session's values", async () => {
    const correct = await serve({ value: [1, 2] }).answer({ kind: "check", exercise: "double" });
    expect(correct).toMatchObject({ kind: "outcome", outcome: { status: "correct" } });
    const incorrect = await serve({ value: [1] }).answer({ kind: "check", exercise: "double" });
    expect(incorrect).toMatchObject({ kind: "outcome", outcome: { status: "incorrect" } });
  });

  it("that throws has the outcome error, with the reason in both languages", async () => {
    const reply = await serve({}).answer({ kind: "check", exercise: "double" });
    if (reply.kind !== "outcome") throw new Error(`unexpected ${reply.kind}`);
    expect(reply.outcome.status).toBe("error");
    expect(reply.outcome.message.en).toContain("reading 'length'");
    expect(reply.outcome.message["zh-CN"]).toContain("reading 'length'");
  });
});
