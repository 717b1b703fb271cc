import { defineKernel } from "../../compute/index.ts";

const { fround: round, sqrt } = Math;

/**
 * The gradient of a batch from those of its blocks, in their order, and the penalty on weights; it stands where that of the first block did.
 * Items are weights.
 * @param gradients blocks × weights
 * @param penalties of each weight: alpha, or 0 where it is free
 * @param factor times which the penalty counts
 * @param penaltySums for each block of weights Σ penalty · w²
 */
export const collectGradients = defineKernel(
  "collectGradients",
  (
    gradients: Float32Array,
    blocks: number,
    weights: Float32Array,
    weightCount: number,
    penalties: Float32Array,
    factor: number,
    penaltySums: Float64Array,
    blockWeights: number,
    start: number,
    end: number,
  ) => {
    const strength = round(factor);
    let penaltySum = 0;
    for (let index = start; index < end; index++) {
      const [weight, penalty] = [weights[index]!, penalties[index]!];
      let sum = gradients[index]!;
      for (let block = 1; block < blocks; block++) sum = round(sum + gradients[block * weightCount + index]!);
      gradients[index] = sum + round(round(penalty * strength) * weight);
      penaltySum += penalty * weight * weight;
    }
    penaltySums[start / blockWeights] = penaltySum;
  },
);

/** How fast Adam forgets earlier gradients and their squares, and what it adds to the root of the latter; as in scikit-learn. */
export const adam = { forgetMeans: 0.9, forgetSquares: 0.999, epsilon: 1e-8 } as const;

/**
 * A step of Adam (Kingma and Ba, 2015, algorithm 1, with the corrections for the start in the step size). Items are weights.
 * @param means, squares running means of gradients and of their squares
 * @param rate step size, corrected
 */
export const adamSteps = defineKernel(
  "adamSteps",
  (
    weights: Float32Array,
    gradients: Float32Array,
    means: Float32Array,
    squares: Float32Array,
    rate: number,
    start: number,
    end: number,
  ) => {
    const { forgetMeans, forgetSquares, epsilon } = adam;
    const [keepMean, addMean] = [round(forgetMeans), round(1 - forgetMeans)];
    const [keepSquare, addSquare] = [round(forgetSquares), round(1 - forgetSquares)];
    for (let index = start; index < end; index++) {
      const gradient = gradients[index]!;
      means[index] = round(keepMean * means[index]!) + round(addMean * gradient);
      squares[index] = round(keepSquare * squares[index]!) + round(addSquare * round(gradient * gradient));
      const spread = round(round(sqrt(squares[index]!)) + round(epsilon));
      weights[index]! -= round(round(round(rate) * means[index]!) / spread);
    }
  },
);

/**
 * A step down the gradient with momentum. Items are weights.
 * @param velocities what the weights moved by last
 * @param nesterov 1: look ahead by the momentum, 0: do not
 */
export const momentumSteps = defineKernel(
  "momentumSteps",
  (
    weights: Float32Array,
    gradients: Float32Array,
    velocities: Float32Array,
    rate: number,
    momentum: number,
    nesterov: number,
    start: number,
    end: number,
  ) => {
    const inertia = round(momentum);
    for (let index = start; index < end; index++) {
      const push = round(round(rate) * gradients[index]!);
      velocities[index] = round(inertia * velocities[index]!) - push;
      weights[index]! += nesterov === 1 ? round(round(inertia * velocities[index]!) - push) : velocities[index]!;
    }
  },
);
