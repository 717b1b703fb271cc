import { defineKernel, Pcg32 } from "../../compute/index.ts";

/** What `state` holds: how many rows, how many take part, beyond which slopes they leave, rounds done, and 1 when it has come to an end. */
export const descentState = { rows: 0, active: 1, most: 2, least: 3, rounds: 4, converged: 5, size: 6 } as const;

/**
 * Rounds of dual coordinate descent for the linear machine with hinge loss, min ½ ‖Σ αᵢ sᵢ xᵢ‖² − Σ αᵢ with 0 ≤ αᵢ ≤ limitᵢ: one variable
 * after the other in random order; those that rest at a bound are left out until the others are done (C.-J. Hsieh et al., "A Dual
 * Coordinate Descent Method for Large-scale Linear SVM", 2008, algorithm 3; LIBLINEAR's). Items are rounds, one after the other.
 * @param points rows × width
 * @param signs 1 or −1
 * @param lengths of the rows, squared; above 0
 * @param order the rows, those that take part first
 * @param weights Σ αᵢ sᵢ xᵢ, kept up to date
 * @param state see `descentState`
 * @param width a multiple of four
 * @param tol ends when slopes, where variables may still move, differ by no more
 */
export const descendHinge = defineKernel(
  "descendHinge",
  (
    points: Float64Array,
    signs: Float64Array,
    limits: Float64Array,
    lengths: Float64Array,
    alphas: Float64Array,
    order: Int32Array,
    weights: Float64Array,
    state: Float64Array,
    width: number,
    tol: number,
    seed: number,
    start: number,
    end: number,
  ) => {
    const rows = state[descentState.rows]!;
    for (let round = start; round < end && state[descentState.converged] === 0; round++) {
      let active = state[descentState.active]!;
      const [most, least] = [state[descentState.most]!, state[descentState.least]!];
      let [highest, lowest] = [-Infinity, Infinity];
      new Pcg32(seed, round).shuffle(order.subarray(0, active));
      for (let place = 0; place < active; place++) {
        const row = order[place]!;
        const sign = signs[row]!;
        const slope = sign * dot(weights, points, row * width) - 1;
        const alpha = alphas[row]!;
        const isLow = alpha === 0;
        const isHigh = alpha === limits[row]!;
        if ((isLow && slope > most) || (isHigh && slope < least)) {
          active--;
          order[place--] = order[active]!;
          order[active] = row;
          continue;
        }
        const projected = (isLow && slope > 0) || (isHigh && slope < 0) ? 0 : slope;
        highest = Math.max(highest, projected);
        lowest = Math.min(lowest, projected);
        if (projected === 0) continue;
        alphas[row] = Math.min(limits[row]!, Math.max(0, alpha - slope / lengths[row]!));
        const change = (alphas[row] - alpha) * sign;
        for (let column = 0; column < width; column++) weights[column]! += change * points[row * width + column]!;
      }
      const isDone = highest - lowest <= tol || active === 0;
      if (isDone && active === rows) state[descentState.converged] = 1;
      state[descentState.most] = !isDone && highest > 0 ? highest : Infinity;
      state[descentState.least] = !isDone && lowest < 0 ? lowest : -Infinity;
      // With what is left solved, all are looked at again.
      state[descentState.active] = isDone ? rows : active;
      state[descentState.rounds] = round + 1;
    }
  },
);

/** In the order of the kernel's lanes. */
function dot(weights: Float64Array, points: Float64Array, start: number): number {
  const lanes = [0, 0, 0, 0];
  for (let column = 0; column < weights.length; column++) {
    lanes[column % 4]! += weights[column]! * points[start + column]!;
  }
  return lanes[0]! + lanes[2]! + (lanes[1]! + lanes[3]!);
}
