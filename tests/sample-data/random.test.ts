import { expect, test } from "vitest";

interface Draws {
  uniform(): number;
  below(bound: number): number;
  normal(): number;
  poisson(mean: number): number;
}
const source = "../../sample-data/random.mjs";
const { Random, exp } = (await import(source)) as {
  Random: new (seed: number) => Draws;
  exp(x: number): number;
};

test("draws what the PCG32 demo prints for seed 42, stream 54", () => {
  const random = new Random(42);
  const drawn = Array.from({ length: 6 }, () => random.uniform() * 2 ** 32);
  expect(drawn).toEqual([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e]);
});

test("has the moments it claims", () => {
  const random = new Random(1);
  const moments = (draw: () => number) => {
    const values = Array.from({ length: 20_000 }, draw);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
  };
  const normal = moments(() => random.normal());
  expect(normal.mean).toBeCloseTo(0, 1);
  expect(normal.variance).toBeCloseTo(1, 1);
  const poisson = moments(() => random.poisson(3));
  expect(Math.abs(poisson.mean - 3)).toBeLessThan(0.05);
  expect(Math.abs(poisson.variance - 3)).toBeLessThan(0.15);
});

test("its exponential agrees with the engine's", () => {
  for (let x = -40; x <= 20; x += 0.37) expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 12);
});
