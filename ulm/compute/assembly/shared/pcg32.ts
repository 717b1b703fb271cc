// One stream of ulm/compute/pcg32.ts; each thread has variables of its own.
let state: u64 = 0;
let increment: u64 = 1;
/** 6364136223846793005. */
const multiplier: u64 = ((<u64>0x5851f42d) << 32) | 0x4c957f2d;

export function pcgStart(seed: u64, stream: u64): void {
  state = 0;
  increment = (stream << 1) | 1;
  pcgNext();
  state += seed;
  pcgNext();
}

export function pcgNext(): u32 {
  const before = state;
  state = before * multiplier + increment;
  const word = <u32>(((before >> 18) ^ before) >> 27);
  const rotation = <u32>(before >> 59);
  return (word >> rotation) | (word << ((32 - rotation) & 31));
}

/** Uniform on [0, 1), 53 random bits. */
export function pcgRandom(): f64 {
  const high = <f64>(pcgNext() >> 5);
  const low = <f64>(pcgNext() >> 6);
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

/** Uniform integer in 0 … bound − 1. */
export function pcgInteger(bound: u32): u32 {
  const threshold: u32 = (<u32>0 - bound) % bound;
  let draw = pcgNext();
  while (draw < threshold) draw = pcgNext();
  return draw % bound;
}
