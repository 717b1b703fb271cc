import { describe, expect, test } from "vitest";
import type { OutcomeStatus, Scope } from "../../notebooks/exercise.ts";
import exercises from "../../notebooks/forest.exercises.ts";

/** A fifth of the training rows has left, a quarter of all. */
const column = (...labels: number[]) => ({ toArray: () => labels });
const split = { yTrain: column(1, 0, 0, 0, 0) };
const y = column(1, 0, 0, 0);

async function check(id: string, variables: Record<string, unknown>) {
  const scope: Scope = { get: (name) => variables[name], has: (name) => name in variables };
  return await exercises.find((exercise) => exercise.id === id)!.check(scope);
}

async function expectOutcome(id: string, variables: Record<string, unknown>, status: OutcomeStatus, message: RegExp) {
  const outcome = await check(id, variables);
  expect(outcome.status).toBe(status);
  expect(outcome.message.en).toMatch(message);
  expect(outcome.message["zh-CN"]).toMatch(/\p{Script=Han}/u);
}

describe("gini", () => {
  test.each<[string, unknown, OutcomeStatus, RegExp]>([
    ["nothing yet", undefined, "not-attempted", /Define/],
    ["the answer", 0.32, "correct", /0\.320/],
    ["a text", "0.32", "incorrect", /should be a number/],
    ["all rows", 0.375, "incorrect", /all 650 rows/],
    ["the share", 0.2, "incorrect", /share of leavers/],
    ["half", 0.16, "incorrect", /Half of it/],
    ["the purity", 0.68, "incorrect", /purity/],
    ["one class", 0.96, "incorrect", /Both classes/],
    ["something else", 0.5, "incorrect", /Square the share/],
  ])("%s", (_, gini, status, message) => expectOutcome("gini", { split, y, gini }, status, message));

  test.each<[string, Record<string, unknown>, RegExp]>([
    ["split", { y }, /^`split` is not there/],
    ["y", { split }, /^`y` is not there/],
  ])("names %s where that is what is missing", (_, scope, message) =>
    expectOutcome("gini", { ...scope, gini: 0.3 }, "error", message),
  );

  test("cells above not run", () => expectOutcome("gini", { gini: 0.32 }, "error", /run the cells above/));
});

describe("f1", () => {
  test.each<[string, unknown, OutcomeStatus, RegExp]>([
    ["nothing yet", undefined, "not-attempted", /Define/],
    ["the answer", 0.5, "correct", /0\.50/],
    ["NaN", NaN, "incorrect", /should be a number/],
    ["as printed", 0.75, "incorrect", /its matrix/],
    ["the arithmetic mean", 0.50505, "incorrect", /arithmetic/],
    ["the other class", 0.909, "incorrect", /stayed/],
    ["precision", 0.4545, "incorrect", /precision alone/],
    ["recall", 0.5556, "incorrect", /recall alone/],
    ["accuracy", 0.846, "incorrect", /accuracy/],
    ["without the 2", 0.25, "incorrect", /2 in front/],
    ["something else", 0.6, "incorrect", /divides by/],
  ])("%s", (_, f1, status, message) => expectOutcome("f1", { f1 }, status, message));
});
