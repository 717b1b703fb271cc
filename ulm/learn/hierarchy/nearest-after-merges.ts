/**
 * Tells a line of distances of merges that it has not seen, then finds the least of line[i] · weights[i], the first of equal ones.
 * @param line from a cluster to each other: the sum of the distances of their rows, or the greatest; Infinity to clusters that are no more
 * @param weights what each is multiplied by
 * @param from merge k has put from[k] into into[k]
 * @param isSum whether two clusters together have the sum of their distances, 1, or the greater of them, 0
 * @param own the cluster itself, which is not its own neighbour
 * @param seen the first merge that the line has not seen; @param merges how many there are
 * @returns the least product from `start` to before `end`, and where it is: −1 when all are Infinity
 */
export function nearestAfterMerges(
  line: Float64Array,
  weights: Float64Array,
  from: Int32Array,
  into: Int32Array,
  isSum: number,
  own: number,
  seen: number,
  merges: number,
  start: number,
  end: number,
): { least: number; nearest: number } {
  for (let merge = seen; merge < merges; merge++) {
    const gone = line[from[merge]!]!;
    const kept = line[into[merge]!]!;
    line[into[merge]!] = isSum === 1 ? kept + gone : Math.max(kept, gone);
    line[from[merge]!] = Infinity;
  }
  line[own] = Infinity;
  let least = Infinity;
  let nearest = -1;
  for (let index = start; index < end; index++) {
    const product = line[index]! * weights[index]!;
    if (product < least) {
      least = product;
      nearest = index;
    }
  }
  return { least, nearest };
}
