import { RandomStream } from "./random-stream.ts";

/**
 * PCG-XSH-RR 64/32 (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
 * Number Generation", 2014, https://www.pcg-random.org): a 64-bit linear congruential state, permuted to 32 bits.
 * One seed has 2^63 streams that do not overlap in practice: give each user, tree or worker its own.
 */
export class Pcg32 extends RandomStream {
  // The 64-bit state and increment as halves: BigInt is twenty times slower.
  private stateHigh = 0;
  private stateLow = 0;
  private readonly incrementHigh: number;
  private readonly incrementLow: number;

  /**
   * @param seed a non-negative integer up to 2^53
   * @param stream which of the seed's streams, a non-negative integer up to 2^53
   */
  constructor(seed = 0, stream = 0) {
    super();
    checkSeed(seed, "seed");
    checkSeed(stream, "stream");
    const streamHigh = Math.floor(stream / 2 ** 32);
    this.incrementHigh = ((streamHigh << 1) | (stream >>> 31)) >>> 0;
    this.incrementLow = ((stream << 1) | 1) >>> 0;
    this.step();
    this.addToState(Math.floor(seed / 2 ** 32), seed >>> 0);
    this.step();
  }

  /** Uniform on the 32-bit unsigned integers. */
  uint32(): number {
    const high = this.stateHigh;
    const low = this.stateLow;
    this.step();
    // output = rotateRight32(((state >> 18) ^ state) >> 27, state >> 59)
    const mixedHigh = (high >>> 18) ^ high;
    const mixedLow = ((low >>> 18) | (high << 14)) ^ low;
    const word = ((mixedHigh << 5) | (mixedLow >>> 27)) >>> 0;
    const rotation = high >>> 27;
    return ((word >>> rotation) | (word << (-rotation & 31))) >>> 0;
  }

  override random(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  override integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`A random integer needs a whole bound from 1 to 2^32, not ${bound}.`);
    }
    // Draws below 2^32 mod bound would make the small results likelier.
    const threshold = 2 ** 32 % bound;
    for (;;) {
      const draw = this.uint32();
      if (draw >= threshold) return draw % bound;
    }
  }

  /** state = state · 6364136223846793005 + increment, modulo 2^64. */
  private step(): void {
    const { stateHigh: high, stateLow: low } = this;
    const productLow = Math.imul(low, multiplierLow) >>> 0;
    const productHigh =
      (multiplyHigh(low, multiplierLow) + Math.imul(high, multiplierLow) + Math.imul(low, multiplierHigh)) >>> 0;
    this.stateHigh = productHigh;
    this.stateLow = productLow;
    this.addToState(this.incrementHigh, this.incrementLow);
  }

  private addToState(high: number, low: number): void {
    const sum = this.stateLow + low;
    this.stateLow = sum >>> 0;
    this.stateHigh = (this.stateHigh + high + (sum >= 2 ** 32 ? 1 : 0)) >>> 0;
  }
}

const multiplierHigh = 0x5851f42d;
const multiplierLow = 0x4c957f2d;

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 2 ** 16) + Math.floor(carry / 2 ** 16)) >>> 0;
}

function checkSeed(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`The random ${name} must be a non-negative integer up to 2^53, not ${value}.`);
  }
}
