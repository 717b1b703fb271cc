/** 32 bits that depend on the seed, a purpose and a number; neighbouring numbers give unrelated bits. */
export function hash(seed: number, purpose: string, index: number): number {
  let bits = mix(seed >>> 0, Math.floor(seed / 2 ** 32));
  for (const character of purpose) bits = mix(bits, character.charCodeAt(0));
  return mix(bits, index);
}

/** MurmurHash3's finaliser (Appleby 2008) over one more word. */
export function mix(bits: number, word: number): number {
  let h = Math.imul(bits ^ Math.imul(word, 0xcc9e2d51), 0x1b873593) + 0xe6546b64;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
