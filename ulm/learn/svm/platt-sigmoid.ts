/** P(positive | decision) = 1 / (1 + exp(slope · decision + offset)). */
export interface PlattSigmoid {
  readonly slope: number;
  readonly offset: number;
}

const mostSteps = 100;
const smallestStep = 1e-10;
/** Added to the diagonal of the Hessian, so that it can be inverted. */
const ridge = 1e-12;
const tolerance = 1e-5;

/**
 * The sigmoid that fits decision values best, by Newton's method with backtracking (H.-T. Lin, C.-J. Lin and R. C. Weng, "A note on
 * Platt's probabilistic outputs for support vector machines", Machine Learning 68, 2007). The targets are not 0 and 1 but
 * what Laplace's rule makes of the numbers of rows.
 * @param signs 1 or −1 for each row
 */
export function fitPlattSigmoid(decisions: Float64Array, signs: Float64Array): PlattSigmoid {
  const positives = signs.reduce((count, sign) => count + Number(sign > 0), 0);
  const negatives = signs.length - positives;
  const targets = signs.map((sign) => (sign > 0 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)));
  let point = { slope: 0, offset: Math.log((negatives + 1) / (positives + 1)) };
  let loss = lossOf(point, decisions, targets);
  for (let step = 0; step < mostSteps; step++) {
    const { a, b, c, forSlope, forOffset } = derivatives(point, decisions, targets);
    if (Math.abs(forSlope) < tolerance && Math.abs(forOffset) < tolerance) break;
    const determinant = a * c - b * b;
    const towards = {
      slope: -(c * forSlope - b * forOffset) / determinant,
      offset: -(a * forOffset - b * forSlope) / determinant,
    };
    const descent = forSlope * towards.slope + forOffset * towards.offset;
    let share = 1;
    for (; share >= smallestStep; share /= 2) {
      const next = { slope: point.slope + share * towards.slope, offset: point.offset + share * towards.offset };
      const nextLoss = lossOf(next, decisions, targets);
      if (nextLoss >= loss + 0.0001 * share * descent) continue;
      point = next;
      loss = nextLoss;
      break;
    }
    if (share < smallestStep) break;
  }
  return point;
}

/** The probability of the positive class. */
export function plattProbability({ slope, offset }: PlattSigmoid, decision: number): number {
  const power = decision * slope + offset;
  return power >= 0 ? Math.exp(-power) / (1 + Math.exp(-power)) : 1 / (1 + Math.exp(power));
}

function lossOf({ slope, offset }: PlattSigmoid, decisions: Float64Array, targets: Float64Array): number {
  let loss = 0;
  for (let row = 0; row < decisions.length; row++) {
    const power = decisions[row]! * slope + offset;
    // Both are −t·ln p − (1 − t)·ln(1 − p), written so that nothing overflows.
    loss +=
      power >= 0
        ? targets[row]! * power + Math.log1p(Math.exp(-power))
        : (targets[row]! - 1) * power + Math.log1p(Math.exp(power));
  }
  return loss;
}

/** The gradient of the loss, and its Hessian (a, b; b, c). */
function derivatives(sigmoid: PlattSigmoid, decisions: Float64Array, targets: Float64Array) {
  const sums = { a: ridge, b: 0, c: ridge, forSlope: 0, forOffset: 0 };
  for (let row = 0; row < decisions.length; row++) {
    const decision = decisions[row]!;
    const probability = plattProbability(sigmoid, decision);
    const curvature = probability * (1 - probability);
    sums.a += decision * decision * curvature;
    sums.b += decision * curvature;
    sums.c += curvature;
    const miss = targets[row]! - probability;
    sums.forSlope += decision * miss;
    sums.forOffset += miss;
  }
  return sums;
}
