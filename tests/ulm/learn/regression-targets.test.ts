import { FeatureError } from "ulm/learn";
import { describe, expect, it } from "vitest";
import { regressionTargets } from "../../../ulm/learn/regression-targets.ts";

describe("regressionTargets", () => {
  it("takes numbers", () => {
    expect(regressionTargets([1, -2.5, 0], 3, "Ridge")).toEqual(Float64Array.of(1, -2.5, 0));
  });

  it.each([
    ["text", [1, "high"], 2, 'Ridge: row 1 of y is "high". A regression learns finite numbers.'],
    ["infinite values", [-Infinity, 1], 2, "Ridge: row 0 of y is -Infinity. A regression learns finite numbers."],
    ["truth values", [1, true], 2, "Ridge: row 1 of y is true. A regression learns finite numbers."],
    ["another number of rows", [1], 2, "Ridge: X has 2 rows, but y has 1 values."],
  ])("refuses %s", (_what, y, rows, message) => {
    expect(() => regressionTargets(y, rows, "Ridge")).toThrow(new FeatureError(message));
  });
});
