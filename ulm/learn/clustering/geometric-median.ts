import type { Matrix } from "../../data/index.ts";
import { squaredDistance } from "./squared-distance.ts";

const mostSteps = 1000;

/**
 * The point with the least sum of (unsquared) distances to some rows: Weiszfeld's iteration, which also leaves a row again that it has
 * run into (Y. Vardi and C.-H. Zhang, "The multivariate L1-median and associated data depth", PNAS 97, 2000). It ends when a
 * step is shorter than `tol`.
 * @param members rows of the matrix, at least one
 * @param start where to begin
 * @param weights how much each row of the matrix counts, above 0. Default all alike
 */
export function geometricMedian(
  { data, columns }: Matrix,
  members: ArrayLike<number>,
  start: Float64Array,
  tol: number,
  weights?: Float64Array,
): Float64Array {
  let point = start;
  for (let step = 0; step < mostSteps; step++) {
    const next = weiszfeldStep(data, columns, members, point, weights);
    const length = Math.sqrt(squaredDistance(next, 0, point, 0, columns));
    point = next;
    if (length <= tol) break;
  }
  return point;
}

function weiszfeldStep(
  data: Float64Array,
  columns: number,
  members: ArrayLike<number>,
  point: Float64Array,
  weights: Float64Array | undefined,
): Float64Array {
  const pull = new Float64Array(columns);
  let pulls = 0;
  let here = 0;
  for (let index = 0; index < members.length; index++) {
    const row = members[index]! * columns;
    const distance = Math.sqrt(squaredDistance(data, row, point, 0, columns));
    const weight = weights === undefined ? 1 : weights[members[index]!]!;
    if (distance === 0) {
      here += weight;
      continue;
    }
    const strength = weight / distance;
    pulls += strength;
    for (let column = 0; column < columns; column++) pull[column]! += strength * (data[row + column]! - point[column]!);
  }
  if (pulls === 0) return point;
  // Rows that lie on the point hold it with the force of their weights.
  const force = Math.hypot(...pull);
  const share = force === 0 ? 0 : Math.max(0, 1 - here / force);
  return point.map((value, column) => value + (share * pull[column]!) / pulls);
}
