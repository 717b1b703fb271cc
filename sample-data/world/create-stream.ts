import { Random } from "../random.mjs";

/**
 * A stream of random numbers that depends on the seed, its purpose and a number only. So a user's history is the same
 * however many others there are. The three are hashed: PCG streams with neighbouring numbers resemble each other.
 */
export function createStream(seed: number, purpose: string, index = 0): Random {
  let hash = mix(seed >>> 0, Math.floor(seed / 2 ** 32));
  for (const character of purpose) hash = mix(hash, character.charCodeAt(0));
  hash = mix(hash, index);
  return new Random(hash, mix(hash ^ 0x9e3779b9, mix(index, seed >>> 0)));
}

/** MurmurHash3's finaliser (Appleby 2008) over one more word. */
function mix(hash: number, word: number): number {
  let h = Math.imul(hash ^ Math.imul(word, 0xcc9e2d51), 0x1b873593) + 0xe6546b64;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
