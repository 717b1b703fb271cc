import { exp } from "../random.mjs";

/**
 * The natural logarithm by +, −, ×, ÷ alone, so that every engine gives the same bits: x = m·2ᵏ with m near 1, and
 * ln m = 2·artanh((m − 1) / (m + 1)) by its series. Relative error below 1e-14.
 * @param x above zero
 */
export function log(x: number): number {
  let exponent = 0;
  for (; x > Math.SQRT2; x /= 2) exponent++;
  for (; x < Math.SQRT1_2; x *= 2) exponent--;
  const ratio = (x - 1) / (x + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let n = 25; n >= 1; n -= 2) sum = sum * square + 1 / n;
  return exponent * Math.LN2 + 2 * ratio * sum;
}

/** x to the power of y, for x above zero. */
export function power(x: number, y: number): number {
  return exp(y * log(x));
}
