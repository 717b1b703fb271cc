import { describe, expect, test } from "vitest";
import { createStream } from "../../sample-data/world/create-stream.ts";
import { drawBeta, drawExponential, drawGamma, drawNormal } from "../../sample-data/world/draw.ts";
import { log, power } from "../../sample-data/world/portable-math.ts";

test("logarithm and power agree with the engine's", () => {
  for (let x = 1e-9; x < 1e9; x *= 1.37) {
    expect(Math.abs(log(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    expect(power(x, 0.7) / x ** 0.7).toBeCloseTo(1, 12);
  }
});

describe("mean and variance, within 5 standard errors", () => {
  const count = 40_000;
  test.each([
    ["normal", drawNormal, 0, 1],
    ["exponential", (random: Parameters<typeof drawNormal>[0]) => drawExponential(random, 4), 1 / 4, 1 / 16],
    ["gamma below shape 1", (random: Parameters<typeof drawNormal>[0]) => drawGamma(random, 0.8, 20), 0.04, 0.002],
    ["gamma", (random: Parameters<typeof drawNormal>[0]) => drawGamma(random, 6, 2), 3, 1.5],
    ["beta", (random: Parameters<typeof drawNormal>[0]) => drawBeta(random, 0.9, 3), 0.9 / 3.9, 2.7 / (3.9 ** 2 * 4.9)],
  ])("%s", (_name, draw, mean, variance) => {
    const random = createStream(3, "test");
    const values = Array.from({ length: count }, () => draw(random));
    const average = (of: (value: number) => number) => values.reduce((sum, value) => sum + of(value), 0) / count;
    expect(Math.abs(average((value) => value) - mean)).toBeLessThan(5 * Math.sqrt(variance / count));
    const fourth = average((value) => (value - mean) ** 4);
    const spread = average((value) => (value - mean) ** 2);
    expect(Math.abs(spread - variance)).toBeLessThan(5 * Math.sqrt((fourth - spread ** 2) / count));
  });
});

test("streams of neighbouring users, purposes and seeds are unrelated", () => {
  const draws = (seed: number, purpose: string, index: number) => {
    const random = createStream(seed, purpose, index);
    return Array.from({ length: 20 }, () => random.uniform() - 0.5);
  };
  const correlation = (pairs: [number[], number[]][]) => {
    const products = pairs.flatMap(([a, b]) => a.map((value, index) => 12 * value * b[index]));
    return products.reduce((sum, value) => sum + value, 0) / Math.sqrt(products.length);
  };
  const numbers = Array.from({ length: 2000 }, (_, index) => index);
  expect(Math.abs(correlation(numbers.map((n) => [draws(7, "a", n), draws(7, "a", n + 1)])))).toBeLessThan(4);
  expect(Math.abs(correlation(numbers.map((n) => [draws(7, "a", n), draws(7, "b", n)])))).toBeLessThan(4);
  expect(Math.abs(correlation(numbers.map((n) => [draws(n, "a", 1), draws(n + 1, "a", 1)])))).toBeLessThan(4);
});
