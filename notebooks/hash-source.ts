/**
 * A short name for a cell's text, to tell whether it was edited since it was run: two FNV-1a hashes of 32 bits, in hex.
 * Not for security. Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hashSource(source: string): string {
  let forward = 0x811c9dc5;
  let backward = 0x811c9dc5;
  for (let index = 0; index < source.length; index++) {
    forward = Math.imul(forward ^ source.charCodeAt(index), 0x01000193);
    backward = Math.imul(backward ^ source.charCodeAt(source.length - 1 - index), 0x01000193);
  }
  return [forward, backward].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
