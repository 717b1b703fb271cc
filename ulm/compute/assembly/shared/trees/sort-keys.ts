// Twin: ulm/learn/trees/sort-keys.ts.

/** Up to this many keys, insertion is fastest. */
const shortList = 32;

/**
 * Sorts keys by their upper 16 bits; keys that agree in these keep their order.
 * @param spare as long as `keys`; overwritten, as is `positions`: 256 numbers of 32 bits
 */
export function sortKeys(keys: usize, spare: usize, positions: usize, count: i32): void {
  if (count <= shortList) insertionSort(keys, count);
  else {
    distribute(keys, spare, positions, count, 16);
    distribute(spare, keys, positions, count, 24);
  }
}

function insertionSort(keys: usize, count: i32): void {
  for (let index: usize = 1; index < <usize>count; index++) {
    const key = load<u32>(keys + (index << 2));
    const rank = key >> 16;
    let hole = keys + (index << 2);
    while (hole > keys && load<u32>(hole - 4) >> 16 > rank) {
      store<u32>(hole, load<u32>(hole - 4));
      hole -= 4;
    }
    store<u32>(hole, key);
  }
}

function distribute(from: usize, to: usize, positions: usize, count: i32, shift: u32): void {
  memory.fill(positions, 0, 1024);
  for (let index: usize = 0; index < <usize>count; index++) {
    const place = positions + ((<usize>((load<u32>(from + (index << 2)) >> shift) & 0xff)) << 2);
    store<i32>(place, load<i32>(place) + 1);
  }
  let start = 0;
  for (let digit: usize = 0; digit < 256; digit++) {
    const size = load<i32>(positions + (digit << 2));
    store<i32>(positions + (digit << 2), start);
    start += size;
  }
  for (let index: usize = 0; index < <usize>count; index++) {
    const key = load<u32>(from + (index << 2));
    const place = positions + ((<usize>((key >> shift) & 0xff)) << 2);
    const position = load<i32>(place);
    store<i32>(place, position + 1);
    store<u32>(to + ((<usize>position) << 2), key);
  }
}
