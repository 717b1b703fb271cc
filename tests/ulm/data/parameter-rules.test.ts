import {
  between,
  checkParameters,
  finite,
  flag,
  notNegative,
  oneOf,
  orNull,
  positive,
  seed,
  wholeNumber,
} from "ulm/data";
import type { ParameterRule } from "ulm/data";
import { describe, expect, it } from "vitest";

describe("parameter rules", () => {
  it.each<[string, ParameterRule, unknown[], unknown[], string]>([
    ["oneOf", oneOf("a", null), ["a", null], ["b", undefined], '"a" or null'],
    ["wholeNumber", wholeNumber(2, 4), [2, 4], [1, 5, 2.5, NaN, "3"], "a whole number from 2 to 4"],
    ["seed", seed, [0, 2 ** 53 - 1], [-1, 2 ** 53, 0.5], "a whole number from 0"],
    ["between", between(0, 1), [0, 0.5, 1], [-0.1, 1.1, NaN, "0"], "a number from 0 to 1"],
    ["positive", positive, [1e-9], [0, -1, Infinity, NaN], "positive and finite"],
    ["notNegative", notNegative, [0, 3], [-1, Infinity, NaN], "0 or more and finite"],
    ["finite", finite, [-3], [NaN, Infinity, "1"], "a finite number"],
    ["flag", flag, [true, false], [0, "true", null], "true or false"],
    ["orNull", orNull(positive), [null, 2], [0, undefined], "positive and finite, or null"],
  ])("%s", (_name, rule, allowed, refused, words) => {
    for (const value of allowed) expect(() => checkParameters("Model", { x: value }, { x: rule })).not.toThrow();
    for (const value of refused) expect(() => checkParameters("Model", { x: value }, { x: rule })).toThrow(words);
  });

  it("name the parameter, what it may be and what it is", () => {
    expect(() => checkParameters("KMeans", { tol: NaN }, { tol: positive })).toThrow(
      "KMeans: tol must be positive and finite, not NaN.",
    );
  });
});
