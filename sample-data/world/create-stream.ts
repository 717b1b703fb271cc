import { Random } from "../random.mjs";
import { hash, mix } from "./hash.ts";

/**
 * A stream of random numbers that depends on the seed, its purpose and a number only. So a user's history is the same
 * however many others there are. The three are hashed: PCG streams with neighbouring numbers resemble each other.
 */
export function createStream(seed: number, purpose: string, index = 0): Random {
  const start = hash(seed, purpose, index);
  return new Random(start, mix(start ^ 0x9e3779b9, mix(index, seed >>> 0)));
}
