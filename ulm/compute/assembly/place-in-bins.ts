import { firstEdge } from "./shared/first-edge";

const missing: u8 = 255;

/** Twin: ulm/learn/boosting/place-in-bins.ts. */
export function placeInBins(
  values: usize,
  edges: usize,
  edgeCounts: usize,
  bins: usize,
  edgeRoom: i32,
  rows: i32,
  start: i32,
  end: i32,
): void {
  for (let column = <usize>start; column < <usize>end; column++) {
    const count = <usize>load<i32>(edgeCounts + (column << 2));
    const own = edges + ((column * <usize>edgeRoom) << 3);
    let value = values + ((column * <usize>rows) << 3);
    let bin = bins + (column >> 1) * ((<usize>rows) << 1) + (column & 1);
    for (let row = 0; row < rows; row++) {
      const number = load<f64>(value);
      store<u8>(bin, number == number ? <u8>firstEdge(number, own, count) : missing);
      value += 8;
      bin += 2;
    }
  }
}
