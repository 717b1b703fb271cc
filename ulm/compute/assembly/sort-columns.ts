const signBit: u64 = 1 << 63;
/** Keys are sorted by so many bits at a time: six times. */
const digitBits: u64 = 11;
const digits: usize = 1 << 11;
const passes: usize = 6;

/**
 * Twin: ulm/learn/trees/sort-columns.ts. A radix sort of whole numbers in the same order as the values.
 * @param scratch the keys once more, then for each pass how often each digit occurs
 */
export function sortColumns(values: usize, sorted: usize, scratch: usize, rows: i32, start: i32, end: i32): void {
  const bytes = (<usize>rows) << 3;
  const counts = scratch + bytes;
  for (let column = <usize>start; column < <usize>end; column++) {
    let from = sorted + column * bytes;
    let to = scratch;
    writeKeys(values + column * bytes, from, counts, bytes);
    for (let pass: usize = 0; pass < passes; pass++) {
      const own = counts + pass * (digits << 2);
      const shift = <u64>pass * digitBits;
      // Of whole numbers, for instance, the lower bits are all the same.
      if (load<u32>(own + digitOf(load<u64>(from), shift)) == <u32>rows) continue;
      distribute(from, to, own, shift, bytes);
      const other = from;
      from = to;
      to = other;
    }
    writeValues(from, sorted + column * bytes, bytes);
  }
}

/** Negative numbers with all bits reversed, others with the sign bit set: as whole numbers they have the order of the values. */
function writeKeys(values: usize, keys: usize, counts: usize, bytes: usize): void {
  memory.fill(counts, 0, passes * (digits << 2));
  for (let offset: usize = 0; offset < bytes; offset += 8) {
    const value = load<f64>(values + offset);
    const bits = reinterpret<u64>(value);
    // Whatever its bits, what is not a number comes last.
    const key = value == value ? bits ^ ((<u64>((<i64>bits) >> 63)) | signBit) : ~(<u64>0);
    store<u64>(keys + offset, key);
    for (let pass: usize = 0; pass < passes; pass++) {
      const count = counts + pass * (digits << 2) + digitOf(key, <u64>pass * digitBits);
      store<u32>(count, load<u32>(count) + 1);
    }
  }
}

/** The place of a digit in a table of four bytes each. */
function digitOf(key: u64, shift: u64): usize {
  return ((<usize>(key >> shift)) & (digits - 1)) << 2;
}

function distribute(from: usize, to: usize, counts: usize, shift: u64, bytes: usize): void {
  let place = <u32>to;
  for (let digit: usize = 0; digit < digits << 2; digit += 4) {
    const count = load<u32>(counts + digit);
    store<u32>(counts + digit, place);
    place += count << 3;
  }
  for (let offset: usize = 0; offset < bytes; offset += 8) {
    const key = load<u64>(from + offset);
    const next = counts + digitOf(key, shift);
    const target = load<u32>(next);
    store<u64>(<usize>target, key);
    store<u32>(next, target + 8);
  }
}

function writeValues(keys: usize, values: usize, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 8) {
    const key = load<u64>(keys + offset);
    store<u64>(values + offset, (key & signBit) != 0 ? key ^ signBit : ~key);
  }
}
