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

/** Tells equal rows; missing values are equal to each other. @param length how many rows */
export function groupRows(keys: readonly KeyValues[], length: number): RowGroups {
  const grouper = new RowGrouper(keys, length);
  grouper.take(0, length);
  return grouper.groups;
}

/** In rows: what takes some milliseconds. */
const turn = 1 << 16;

/** The same with pauses, in which others have the thread. @param pause is told how many rows were taken since the last */
export async function groupRowsInTurns(
  keys: readonly KeyValues[],
  length: number,
  pause: (rows: number) => Promise<void>,
): Promise<RowGroups> {
  const grouper = new RowGrouper(keys, length);
  for (let from = 0; from < length; from += turn) {
    const to = Math.min(length, from + turn);
    grouper.take(from, to);
    await pause(to - from);
  }
  return grouper.groups;
}

/** Tells equal rows by a table of hashes with open addressing. No key is ever made a string. */
class RowGrouper {
  private readonly keys: readonly KeyValues[];
  private readonly hashes: Int32Array;
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly groupOf: Int32Array;
  private readonly firsts: Int32Array;
  private count = 0;

  constructor(keys: readonly KeyValues[], length: number) {
    this.keys = keys;
    this.hashes = new Int32Array(length);
    // At most half full.
    this.mask = 2 ** Math.ceil(Math.log2(Math.max(1, length) * 2)) - 1;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
    this.groupOf = new Int32Array(length);
    this.firsts = new Int32Array(length);
  }

  get groups(): RowGroups {
    return { count: this.count, groups: this.groupOf, firsts: this.firsts.slice(0, this.count) };
  }

  /** Takes the rows from one to another, which follow on those before. */
  take(from: number, to: number): void {
    const { keys, hashes, slots, mask, groupOf, firsts } = this;
    for (const key of keys) addHashes(key, hashes, from, to);
    let { count } = this;
    for (let row = from; row < to; row++) {
      const hash = hashes[row]!;
      let slot = spread(hash) & mask;
      for (;;) {
        const group = slots[slot]!;
        if (group < 0) {
          slots[slot] = count;
          firsts[count] = row;
          groupOf[row] = count++;
          break;
        }
        const first = firsts[group]!;
        if (hashes[first] === hash && areEqual(keys, first, row)) {
          groupOf[row] = group;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    this.count = count;
  }
}

function addHashes(key: KeyValues, hashes: Int32Array, from: number, to: number): void {
  if (Array.isArray(key)) addTextHashes(key as readonly (string | null)[], hashes, from, to);
  else addNumberHashes(key as ArrayLike<number>, hashes, from, to);
}

function addTextHashes(texts: readonly (string | null)[], hashes: Int32Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    const text = texts[row]!;
    hashes[row] = Math.imul(hashes[row]! ^ (text === null ? 1 : hashText(text)), 0x01000193);
  }
}

function addNumberHashes(numbers: ArrayLike<number>, hashes: Int32Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
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
