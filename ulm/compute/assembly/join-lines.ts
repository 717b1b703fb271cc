/** Twin: ulm/learn/hierarchy/join-lines.ts. Two distances at a time. */
export function joinLines(line: usize, other: usize, isSum: i32, start: i32, end: i32): void {
  const pairsEnd = start + ((end - start) & ~1);
  for (let index = start; index < pairsEnd; index += 2) {
    const place = line + ((<usize>index) << 3);
    const a = v128.load(place);
    const b = v128.load(other + ((<usize>index) << 3));
    v128.store(place, isSum ? f64x2.add(a, b) : f64x2.pmax(a, b));
  }
  if (pairsEnd < end) {
    const place = line + ((<usize>pairsEnd) << 3);
    const a = load<f64>(place);
    const b = load<f64>(other + ((<usize>pairsEnd) << 3));
    store<f64>(place, isSum ? a + b : max(a, b));
  }
}
