/** The sum of parts of `size` numbers that lie one after another, one for each block of a kernel's run, in their order. */
export function addBlocks(parts: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const total = new Float64Array(size);
  for (let start = 0; start < parts.length; start += size) {
    for (let index = 0; index < size; index++) total[index]! += parts[start + index]!;
  }
  return total;
}
