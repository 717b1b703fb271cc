import { pcgInteger, pcgRandom } from "../pcg32";
import { bootstrapRows, drawsByWeight, rowCount } from "./growth-plan";

/**
 * Twin: ulm/learn/trees/draw-row.ts. Draws rows with replacement, if the plan says so: a row counts as often as it is drawn.
 * @param drawn for each row how much it counts in the tree; written
 */
export function drawRows(weights: usize, drawn: usize): void {
  if (bootstrapRows == 0) {
    memory.copy(drawn, weights, (<usize>rowCount) << 3);
    return;
  }
  memory.fill(drawn, 0, (<usize>rowCount) << 3);
  for (let draw = 0; draw < bootstrapRows; draw++) {
    const row = drawsByWeight ? drawByWeight(weights) : <usize>pcgInteger(<u32>rowCount);
    const times = drawn + (row << 3);
    store<f64>(times, load<f64>(times) + 1);
  }
}

/** The first row whose running sum of weights is above a random share of the last. */
function drawByWeight(sums: usize): usize {
  let low: usize = 0;
  let high = <usize>(rowCount - 1);
  const place = pcgRandom() * load<f64>(sums + (high << 3));
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<f64>(sums + (middle << 3)) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
