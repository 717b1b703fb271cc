/** The values of one key, row by row: numbers in which NaN is missing, or texts. */
export type KeyValues = ArrayLike<number> | readonly (string | null)[];

/** Which rows are equal in all keys. */
export interface RowGroups {
  /** How many different rows there are. */
  readonly count: number;
  /** The group of each row, from 0, in the order of their first rows. */
  readonly groups: Int32Array;
  /** The first row of each group. */
  readonly firsts: Int32Array;
}

const scratch = new Float64Array(1);
const scratchBits = new Uint32Array(scratch.buffer);
/** Of longer texts the beginning and the end tell most. */
const hashedLength = 64;

/**
 * Tells equal rows by a table of hashes with open addressing; missing values are equal to each other. No key is ever made a string.
 * @param length how many rows
 */
export function groupRows(keys: readonly KeyValues[], length: number): RowGroups {
  const hashes = new Int32Array(length);
  for (const key of keys) addHashes(key, hashes);
  // At most half full.
  const mask = 2 ** Math.ceil(Math.log2(Math.max(1, length) * 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const groups = new Int32Array(length);
  const firsts = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    const hash = hashes[row]!;
    let slot = spread(hash) & mask;
    for (;;) {
      const group = slots[slot]!;
      if (group < 0) {
        slots[slot] = count;
        firsts[count] = row;
        groups[row] = count++;
        break;
      }
      const first = firsts[group]!;
      if (hashes[first] === hash && areEqual(keys, first, row)) {
        groups[row] = group;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { count, groups, firsts: firsts.slice(0, count) };
}

function addHashes(key: KeyValues, hashes: Int32Array): void {
  if (Array.isArray(key)) addTextHashes(key as readonly (string | null)[], hashes);
  else addNumberHashes(key as ArrayLike<number>, hashes);
}

function addTextHashes(texts: readonly (string | null)[], hashes: Int32Array): void {
  for (let row = 0; row < hashes.length; row++) {
    const text = texts[row]!;
    hashes[row] = Math.imul(hashes[row]! ^ (text === null ? 1 : hashText(text)), 0x01000193);
  }
}

function addNumberHashes(numbers: ArrayLike<number>, hashes: Int32Array): void {
  for (let row = 0; row < hashes.length; row++) {
    const value = numbers[row]!;
    // −0 is 0, and one NaN is as another.
    scratch[0] = value === value ? value + 0 : NaN;
    const bits = value === value ? scratchBits[0]! ^ Math.imul(scratchBits[1]!, 0x9e3779b1) : 1;
    hashes[row] = Math.imul(hashes[row]! ^ spread(bits), 0x01000193);
  }
}

/** FNV-1a. */
function hashText(text: string): number {
  const { length } = text;
  let hash = 0x811c9dc5 ^ length;
  const head = Math.min(length, hashedLength);
  for (let at = 0; at < head; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  for (let at = Math.max(head, length - hashedLength); at < length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return spread(hash);
}

/** MurmurHash3's last steps: every bit comes to depend on every other. */
function spread(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

function areEqual(keys: readonly KeyValues[], first: number, second: number): boolean {
  for (let index = 0; index < keys.length; index++) {
    const [a, b] = [keys[index]![first], keys[index]![second]];
    if (a !== b && (a === a || b === b)) return false;
  }
  return true;
}
