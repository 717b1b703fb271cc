/**
 * Seeded random numbers from +, −, ×, ÷ and integers alone, so that every engine and platform draws the same ones:
 * the standard leaves the last bits of Math.exp and Math.log open.
 */

const MULTIPLIER_HIGH = 0x5851f42d;
const MULTIPLIER_LOW = 0x4c957f2d;

/** PCG-XSH-RR 64/32 (O'Neill 2014). The 64-bit state is two 32-bit halves: BigInt would take most of the time. */
export class Random {
  #high = 0;
  #low = 0;
  #incrementHigh;
  #incrementLow;

  /** @param {number} seed an integer from 0 to 2⁵³ − 1 @param {number} stream likewise */
  constructor(seed, stream = 54) {
    this.#incrementHigh = Math.floor(stream / 2 ** 31) >>> 0;
    this.#incrementLow = ((stream << 1) | 1) >>> 0;
    this.#next32();
    this.#add(Math.floor(seed / 2 ** 32), seed >>> 0);
    this.#next32();
  }

  #next32() {
    const high = this.#high;
    const low = this.#low;
    this.#high = (Math.imul(high, MULTIPLIER_LOW) + Math.imul(low, MULTIPLIER_HIGH) + multiplyHigh(low)) >>> 0;
    this.#low = Math.imul(low, MULTIPLIER_LOW) >>> 0;
    this.#add(this.#incrementHigh, this.#incrementLow);
    // Bits 27 to 58 of state ^ (state >>> 18).
    const mixedHigh = (high ^ (high >>> 18)) >>> 0;
    const mixedLow = (low ^ ((low >>> 18) | (high << 14))) >>> 0;
    const shifted = (mixedHigh << 5) | (mixedLow >>> 27);
    const rotation = high >>> 27;
    return ((shifted >>> rotation) | (shifted << (-rotation & 31))) >>> 0;
  }

  /** @param {number} high @param {number} low */
  #add(high, low) {
    const sum = this.#low + low;
    this.#low = sum >>> 0;
    this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  }

  /** In [0, 1), in steps of 2⁻³². */
  uniform() {
    return this.#next32() / 2 ** 32;
  }

  /** An integer in [0, bound). @param {number} bound */
  below(bound) {
    return Math.floor(this.uniform() * bound);
  }

  /** @param {number} probability */
  chance(probability) {
    return this.uniform() < probability;
  }

  /** Nearly standard normal: twelve uniforms less six (Irwin–Hall), which never strays beyond ±6. */
  normal() {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum;
  }

  /** Knuth's method: multiplies uniforms until they fall below e^−mean. @param {number} mean */
  poisson(mean) {
    const limit = exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  /** How many days pass before an event that happens each day with the given probability; at most `limit`. @param {number} probability @param {number} limit */
  waitingTime(probability, limit) {
    let days = 0;
    while (days < limit && !this.chance(probability)) days++;
    return days;
  }

  /** One of the keys of `weights`, which sum to 1. @template {string} K @param {Record<K, number>} weights @returns {K} */
  pick(weights) {
    const names = /** @type {K[]} */ (Object.keys(weights));
    let remaining = this.uniform();
    for (const name of names) {
      remaining -= weights[name];
      if (remaining < 0) return name;
    }
    return names[names.length - 1];
  }
}

/** Bits 32 to 63 of value × MULTIPLIER_LOW, from 16-bit halves whose products doubles hold exactly. @param {number} value */
function multiplyHigh(value) {
  const low = value & 0xffff;
  const high = value >>> 16;
  const factorLow = MULTIPLIER_LOW & 0xffff;
  const factorHigh = MULTIPLIER_LOW >>> 16;
  const middle = high * factorLow + Math.floor((low * factorLow) / 65536);
  const carry = low * factorHigh + (middle & 0xffff);
  return high * factorHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536);
}

/** eˣ: Taylor's series on x / 2^k, squared k times. @param {number} x */
export function exp(x) {
  let squarings = 0;
  for (; Math.abs(x) > 0.5; x /= 2) squarings++;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 16; n++) sum += term *= x / n;
  for (; squarings > 0; squarings--) sum *= sum;
  return sum;
}
