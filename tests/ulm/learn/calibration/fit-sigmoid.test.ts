import { createRandom } from "ulm/compute";
import { describe, expect, it } from "vitest";
import { fitSigmoid } from "../../../../ulm/learn/calibration/fit-sigmoid.ts";

describe("fitSigmoid", () => {
  it("takes more rows than a call takes arguments, and finds the curve that they were drawn from", () => {
    const random = createRandom(5);
    const scores = Float64Array.from({ length: 200_000 }, () => 1000 * random.normal());
    const isPositive = Array.from(scores, (score) => random.random() < 1 / (1 + Math.exp(0.5 - score / 1000)));
    const { slope, intercept } = fitSigmoid(scores, isPositive);
    expect(slope * 1000).toBeCloseTo(-1, 1);
    expect(intercept).toBeCloseTo(0.5, 1);
  });
});
