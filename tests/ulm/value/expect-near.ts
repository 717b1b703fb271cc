import { expect } from "vitest";

type Numbers = Readonly<Record<string, number>> | readonly number[];

/** Same names or places, and each number within `tolerance` of the expected one, relative to it. */
export function expectNear(actual: Numbers, expected: Numbers, tolerance: number): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  const numbers = Object.values(actual);
  Object.entries(expected).forEach(([name, value], index) => {
    const error = Math.abs(numbers[index]! - value);
    expect(error, `${name}: ${numbers[index]} for ${value}`).toBeLessThanOrEqual(tolerance * Math.abs(value));
  });
}
