/** Up to this many keys, insertion is fastest. */
const shortList = 32;

/**
 * Sorts the first `count` keys in place by their upper 16 bits: short lists by insertion, others in two passes of a radix sort, 8
 * bits each. Keys that agree in these bits keep their order.
 * @param spare of at least this length; overwritten
 */
export function sortKeys(keys: Uint32Array, spare: Uint32Array, count: number): void {
  if (count <= shortList) {
    insertionSort(keys, count);
    return;
  }
  distribute(keys, spare, count, 16);
  distribute(spare, keys, count, 24);
}

function insertionSort(keys: Uint32Array, count: number): void {
  for (let index = 1; index < count; index++) {
    const key = keys[index]!;
    const rank = key >>> 16;
    let hole = index;
    while (hole > 0 && keys[hole - 1]! >>> 16 > rank) {
      keys[hole] = keys[hole - 1]!;
      hole--;
    }
    keys[hole] = key;
  }
}

const positions = new Int32Array(256);

/** Moves the keys to `target` in the order of the 8 bits from `shift` on. */
function distribute(keys: Uint32Array, target: Uint32Array, count: number, shift: number): void {
  positions.fill(0);
  for (let index = 0; index < count; index++) positions[(keys[index]! >>> shift) & 0xff]!++;
  let start = 0;
  for (let digit = 0; digit < 256; digit++) {
    const size = positions[digit]!;
    positions[digit] = start;
    start += size;
  }
  for (let index = 0; index < count; index++) {
    const key = keys[index]!;
    target[positions[(key >>> shift) & 0xff]!++] = key;
  }
}
