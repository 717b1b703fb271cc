const smallestBlock = 2048;
const mostBlocks = 64;

/**
 * How many rows a block has: that depends on their number and on nothing else. Sums are taken block by block and then added in order,
 * so that they have the same bits however many workers share the blocks.
 */
export function blockSize(rows: number): number {
  return Math.max(smallestBlock, Math.ceil(rows / mostBlocks));
}
