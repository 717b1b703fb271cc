/** How many of `count` ascending edges lie below the value: the place of the first one that reaches it. Without branches. */
export function firstEdge(value: f64, edges: usize, count: usize): usize {
  if (count == 0) return 0;
  let place = edges;
  let left = count;
  while (left > 1) {
    const half = left >> 1;
    const next = place + (half << 3);
    place = load<f64>(next - 8) < value ? next : place;
    left -= half;
  }
  return ((place - edges) >> 3) + <usize>(load<f64>(place) < value);
}
