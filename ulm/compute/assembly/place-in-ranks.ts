import { firstEdge } from "./shared/first-edge";

/** Twin: ulm/learn/trees/place-in-ranks.ts. */
export function placeInRanks(
  values: usize,
  edges: usize,
  edgeCounts: usize,
  codes: usize,
  edgeRoom: i32,
  rows: i32,
  start: i32,
  end: i32,
): void {
  for (let column = <usize>start; column < <usize>end; column++) {
    const count = <usize>load<i32>(edgeCounts + (column << 2));
    const own = edges + ((column * <usize>edgeRoom) << 3);
    let value = values + ((column * <usize>rows) << 3);
    let code = codes + ((column * <usize>rows) << 1);
    for (let row = 0; row < rows; row++) {
      const number = load<f64>(value);
      store<u16>(code, <u16>(number == number ? firstEdge(number, own, count) : count));
      value += 8;
      code += 2;
    }
  }
}
