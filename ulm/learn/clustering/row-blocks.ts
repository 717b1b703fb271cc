const smallestBlock = 1024;
const mostBlocks = 64;

/**
 * Divides rows into blocks that depend on nothing but their number. Sums are taken block by block and then added in order, so that
 * they have the same bits however many workers share the blocks.
 */
export function rowBlocks(rows: number): { start: number; end: number }[] {
  const size = Math.max(smallestBlock, Math.ceil(rows / mostBlocks));
  return Array.from({ length: Math.ceil(rows / size) }, (_, block) => ({
    start: block * size,
    end: Math.min(rows, (block + 1) * size),
  }));
}
