import { normalQuantile } from "../../compute/index.ts";

/**
 * The limits of a Poisson mean of which `count` events were seen, by Byar's approximation of the exact ones (N. E. Breslow, N. E. Day,
 * "Statistical methods in cancer research" II, 1987, p. 69), which holds from few events on.
 */
export function poissonLimits(count: number, level: number): readonly [lower: number, upper: number] {
  const z = normalQuantile(0.5 + level / 2);
  const limit = (events: number, sign: number) =>
    events * (1 - 1 / (9 * events) + (sign * z) / (3 * Math.sqrt(events))) ** 3;
  return [count === 0 ? 0 : limit(count, -1), limit(count + 1, 1)];
}
