import { hash, mix } from "./hash.ts";

const rounds = 4;

/**
 * Another number from 0 to size − 1, different for different numbers: so identifiers are unique, and do not tell whose they are or in
 * which order they were given. A Feistel network, walked until it comes back below the size (Black & Rogaway 2002).
 * @param value a whole number from 0 to size − 1
 * @param size at most 2⁵²
 */
export function permute(seed: number, purpose: string, value: number, size: number): number {
  let halfBits = 1;
  while (2 ** (2 * halfBits) < size) halfBits++;
  const half = 2 ** halfBits;
  let permuted = value;
  do {
    let left = Math.floor(permuted / half);
    let right = permuted % half;
    for (let round = 0; round < rounds; round++) {
      const mask = mix(hash(seed, purpose, round), right) % half;
      [left, right] = [right, (left ^ mask) >>> 0];
    }
    permuted = left * half + right;
  } while (permuted >= size);
  return permuted;
}

/** The same as letters and digits, all of one length. */
export function opaqueId(seed: number, purpose: string, value: number, length: number): string {
  return permute(seed, purpose, value, 36 ** length)
    .toString(36)
    .padStart(length, "0");
}
