const smallestBlock = 1024;
const mostBlocks = 64;

/**
 * How many rows a block has: that depends on their number and on nothing else. Sums are taken block by block and then added in order,
 * so that they have the same bits however many workers share the blocks.
 */
export function blockSize(rows: number): number {
  return Math.max(smallestBlock, Math.ceil(rows / mostBlocks));
}

/** Adds up the sums of blocks that lie one after another. */
export function addBlocks(parts: Float64Array, size: number): Float64Array {
  const total = new Float64Array(size);
  for (let start = 0; start < parts.length; start += size) {
    for (let index = 0; index < size; index++) total[index]! += parts[start + index]!;
  }
  return total;
}
