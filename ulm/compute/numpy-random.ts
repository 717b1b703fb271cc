import { RandomStream } from "./random-stream.ts";

/**
 * NumPy's legacy `RandomState(seed)`: the numbers of `np.random.seed` programs, exactly (MT19937 of Matsumoto and Nishimura,
 * 1998, with NumPy's ways of drawing from it). For reproducing Python results; for everything else use `Pcg32`.
 */
export class NumpyRandom extends RandomStream {
  private readonly state = new Uint32Array(624);
  private position = 624;

  /** @param seed an integer in 0 … 2^32 − 1, as NumPy demands */
  constructor(seed: number) {
    super();
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new RangeError(`NumPy's seed must be an integer from 0 to 2^32 - 1, not ${seed}.`);
    }
    this.state[0] = seed;
    for (let index = 1; index < 624; index++) {
      const previous = this.state[index - 1]!;
      this.state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
    }
  }

  /** Uniform on the 32-bit unsigned integers. */
  uint32(): number {
    if (this.position === 624) this.twist();
    let word = this.state[this.position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** `random_sample()`. */
  override random(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** `randint(0, bound)`: masks and rejects, and draws nothing when only one result is possible. */
  override integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`A random integer needs a whole bound from 1 to 2^32, not ${bound}.`);
    }
    const largest = bound - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    for (;;) {
      const draw = (this.uint32() & mask) >>> 0;
      if (draw <= largest) return draw;
    }
  }

  /** `randint(low, high, size)`: integers in low … high − 1. */
  randint(low: number, high: number, size: number): number[] {
    return Array.from({ length: size }, () => low + this.integer(high - low));
  }

  private twist(): void {
    const { state } = this;
    for (let index = 0; index < 624; index++) {
      const word = (state[index]! & 0x80000000) | (state[(index + 1) % 624]! & 0x7fffffff);
      state[index] = state[(index + 397) % 624]! ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
    }
    this.position = 0;
  }
}
