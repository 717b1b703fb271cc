import { describe, expect, test } from "vitest";
import exercises from "../../notebooks/churn.exercises.ts";
import type { OutcomeStatus, Scope } from "../../notebooks/exercise.ts";

const probabilities = [0.1, 0.35, 0.45, 0.6, 0.9];
const risk = [0.04, 0.17, 0.23, 0.36, 0.77];

function scopeOf(variables: Record<string, unknown>): Scope {
  return { get: (name) => variables[name], has: (name) => name in variables };
}

async function check(id: string, variables: Record<string, unknown>) {
  return await exercises.find((exercise) => exercise.id === id)!.check(scopeOf(variables));
}

describe("probability", () => {
  test.each<[string, unknown, OutcomeStatus, RegExp]>([
    ["nothing yet", undefined, "not-attempted", /Define/],
    ["the answer", 1 / (1 + Math.exp(1.1)), "correct", /0\.25/],
    ["the answer, rounded", 0.25, "correct", /0\.25/],
    ["a text", "0.25", "incorrect", /should be a number/],
    ["NaN", NaN, "incorrect", /should be a number/],
    ["z", -1.1, "incorrect", /log-odds/],
    ["the odds", Math.exp(-1.1), "incorrect", /odds/],
    ["the complement", 0.7503, "incorrect", /staying/],
    ["the intercept's sign lost", 1 / (1 + Math.exp(-5.9)), "incorrect", /-3\.5|−3\.5/],
    ["no intercept", 1 / (1 + Math.exp(-2.4)), "incorrect", /intercept is missing/],
    ["the minutes added", 1, "incorrect", /minutes is negative/],
    ["per cent", 24.97, "incorrect", /0 to 1/],
    ["something else", 0.4, "incorrect", /Check z/],
  ])("%s", async (_, probability, status, message) => {
    const outcome = await check("probability", probability === undefined ? {} : { probability });
    expect(outcome.status).toBe(status);
    expect(outcome.message.en).toMatch(message);
    expect(outcome.message["zh-CN"]).toMatch(/\p{Script=Han}/u);
  });
});

describe("threshold", () => {
  test.each<[string, Record<string, unknown>, OutcomeStatus, RegExp]>([
    ["nothing yet", {}, "not-attempted", /Define/],
    ["the answer", { threshold: 0.3, contacted: 2 }, "correct", /2 users/],
    ["the contacted users themselves", { threshold: 30 / 100, contacted: [0.36, 0.77] }, "correct", /2 users/],
    ["only the count", { contacted: 2 }, "incorrect", /missing/],
    ["only the threshold", { threshold: 0.3 }, "incorrect", /`contacted` is missing/],
    ["one half", { threshold: 0.5, contacted: 1 }, "incorrect", /One half/],
    ["success forgotten", { threshold: 0.12 }, "incorrect", /2 of 5/],
    ["the old coupon", { threshold: 0.2 }, "incorrect", /old coupon/],
    ["something else", { threshold: 0.7 }, "incorrect", /Not the threshold/],
    ["the file's probabilities", { threshold: 0.3, contacted: 4 }, "incorrect", /`risk`/],
    ["a wrong count", { threshold: 0.3, contacted: 3 }, "incorrect", /not the count/],
    ["cells above not run", { threshold: 0.3, contacted: 2, risk: undefined }, "error", /run the cells above/],
  ])("%s", async (_, answer, status, message) => {
    const outcome = await check("threshold", { probabilities, risk, ...answer });
    expect(outcome.status).toBe(status);
    expect(outcome.message.en).toMatch(message);
    expect(outcome.message["zh-CN"]).toMatch(/\p{Script=Han}/u);
  });
});
