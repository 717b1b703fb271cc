import { describe, expect, test } from "vitest";
import type { OutcomeStatus, Scope } from "../../notebooks/exercise.ts";
import exercises from "../../notebooks/segments.exercises.ts";

/** Mean 200, standard deviation 100: 500 lies 3 deviations above. */
const users = { column: () => ({ toArray: () => [100, 300] }) };
const clusters = {
  labels: [0, 1, 1, 1, 0],
  clusterCenters: [
    [0, 0, -1],
    [0, 0, 2],
  ],
};
const listed = { labels: [0, 1, 1, 0, 0], clusterCenters: clusters.clusterCenters };

async function expectOutcome(id: string, variables: Record<string, unknown>, status: OutcomeStatus, message: RegExp) {
  const scope: Scope = { get: (name) => variables[name], has: (name) => name in variables };
  const outcome = await exercises.find((exercise) => exercise.id === id)!.check(scope);
  expect(outcome.status).toBe(status);
  expect(outcome.message.en).toMatch(message);
  expect(outcome.message["zh-CN"]).toMatch(/\p{Script=Han}/u);
}

describe("z", () => {
  test.each<[string, unknown, OutcomeStatus, RegExp]>([
    ["nothing yet", undefined, "not-attempted", /Define/],
    ["the answer", 3, "correct", /3\.00/],
    ["with the deviation that divides by n − 1", 3 * Math.SQRT1_2, "correct", /3\.00/],
    ["a text", "3", "incorrect", /should be a number/],
    ["the wrong sign", -3, "incorrect", /wrong way round/],
    ["the mean forgotten", 5, "incorrect", /Subtract the mean/],
    ["yuan", 300, "incorrect", /in yuan/],
    ["the variance", 0.03, "incorrect", /square root/],
    ["something else", 1, "incorrect", /How far/],
  ])("%s", (_, z, status, message) => expectOutcome("z", { users, z }, status, message));

  test("cells above not run", () => expectOutcome("z", { z: 3 }, "error", /`users` is not there/));
});

describe("fanCount", () => {
  test.each<[string, unknown, OutcomeStatus, RegExp]>([
    ["nothing yet", undefined, "not-attempted", /Define/],
    ["the answer", 3, "correct", /3 users/],
    ["of the article's clustering", 2, "incorrect", /cuts them in two/],
    ["another cluster", 5, "incorrect", /Which column/],
  ])("%s", (_, fanCount, status, message) =>
    expectOutcome("fanCount", { clusters, listed, fanCount }, status, message),
  );

  test("cells above not run", () => expectOutcome("fanCount", { fanCount: 3 }, "error", /`clusters` is not there/));
});
