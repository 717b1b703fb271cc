/**
 * Seeded random numbers from +, −, ×, ÷ and integers alone, so that every engine and platform draws the same ones:
 * the standard leaves the last bits of Math.exp and Math.log open.
 */

const MULTIPLIER = 6364136223846793005n;
const MASK = (1n << 64n) - 1n;

/** PCG-XSH-RR 64/32 (O'Neill 2014). */
export class Random {
  #state = 0n;
  #increment;

  /** @param {number} seed @param {number} stream */
  constructor(seed, stream = 54) {
    this.#increment = ((BigInt(stream) << 1n) | 1n) & MASK;
    this.#next32();
    this.#state = (this.#state + BigInt(seed)) & MASK;
    this.#next32();
  }

  #next32() {
    const state = this.#state;
    this.#state = (state * MULTIPLIER + this.#increment) & MASK;
    const shifted = Number((((state >> 18n) ^ state) >> 27n) & 0xffffffffn);
    const rotation = Number(state >> 59n);
    return ((shifted >>> rotation) | (shifted << (-rotation & 31))) >>> 0;
  }

  /** In [0, 1), in steps of 2⁻³². */
  uniform() {
    return this.#next32() / 2 ** 32;
  }

  /** An integer in [0, bound). */
  below(bound) {
    return Math.floor(this.uniform() * bound);
  }

  chance(probability) {
    return this.uniform() < probability;
  }

  /** Nearly standard normal: twelve uniforms less six (Irwin–Hall), which never strays beyond ±6. */
  normal() {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum;
  }

  /** Knuth's method: multiplies uniforms until they fall below e^−mean. */
  poisson(mean) {
    const limit = exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  /** How many days pass before an event that happens each day with the given probability; at most `limit`. */
  waitingTime(probability, limit) {
    let days = 0;
    while (days < limit && !this.chance(probability)) days++;
    return days;
  }

  /** One of the keys of `weights`, which sum to 1. */
  pick(weights) {
    const names = Object.keys(weights);
    let remaining = this.uniform();
    for (const name of names) {
      remaining -= weights[name];
      if (remaining < 0) return name;
    }
    return names.at(-1);
  }
}

/** eˣ: Taylor's series on x / 2^k, squared k times. */
export function exp(x) {
  let squarings = 0;
  for (; Math.abs(x) > 0.5; x /= 2) squarings++;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 16; n++) sum += term *= x / n;
  for (; squarings > 0; squarings--) sum *= sum;
  return sum;
}
