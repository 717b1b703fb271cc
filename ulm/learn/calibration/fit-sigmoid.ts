/** The probability of a score is 1 / (1 + exp(slope · score + intercept)). */
export interface SigmoidCurve {
  /** Negative where higher scores make it more probable. */
  readonly slope: number;
  /** What is added to slope · score. */
  readonly intercept: number;
}

const tolerance = 1e-12;
const mostSteps = 200;

/**
 * Platt's calibration ("Probabilistic outputs for support vector machines", 1999) as Lin, Lin & Weng solve it ("A note on Platt's
 * probabilistic outputs for support vector machines", 2007, https://doi.org/10.1007/s10994-007-5018-6): a logistic regression on the
 * score alone, with targets drawn a little towards each other so that few rows do not make certainty.
 * @param weights of the rows; `undefined` when all count alike
 */
export function fitSigmoid(
  scores: ArrayLike<number>,
  isPositive: readonly boolean[],
  weights: Float64Array = new Float64Array(isPositive.length).fill(1),
): SigmoidCurve {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const positives = weights.reduce((sum, weight, row) => sum + (isPositive[row] ? weight : 0), 0);
  const negatives = total - positives;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  // Scores of any size: Newton's steps are taken on scores of size 1.
  const unit = farthest(scores) || 1;
  const rows: SigmoidRows = { scores, targets: isPositive.map((positive) => (positive ? high : low)), weights, unit };
  let point = { slope: 0, intercept: Math.log((negatives + 1) / (positives + 1)) };
  let loss = lossAt(point, rows);
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, direction } = newtonStep(point, rows);
    if (Math.hypot(...gradient) < tolerance * total) break;
    let share = 1;
    let next = point;
    for (; share > 1e-10; share /= 2) {
      next = { slope: point.slope + share * direction[0], intercept: point.intercept + share * direction[1] };
      if (lossAt(next, rows) < loss) break;
    }
    if (share <= 1e-10) break;
    point = next;
    loss = lossAt(point, rows);
  }
  return { slope: point.slope / unit, intercept: point.intercept };
}

/** The probability of a score. */
export function sigmoidAt({ slope, intercept }: SigmoidCurve, score: number): number {
  return 1 / (1 + Math.exp(slope * score + intercept));
}

interface SigmoidRows {
  readonly scores: ArrayLike<number>;
  readonly targets: readonly number[];
  readonly weights: Float64Array;
  /** What scores are divided by. */
  readonly unit: number;
}

/** The largest absolute value. */
function farthest(scores: ArrayLike<number>): number {
  let most = 0;
  for (let row = 0; row < scores.length; row++) most = Math.max(most, Math.abs(scores[row]!));
  return most;
}

/** −Σ w (t log p + (1 − t) log(1 − p)), without overflow. */
function lossAt({ slope, intercept }: SigmoidCurve, { scores, targets, weights, unit }: SigmoidRows) {
  return targets.reduce((sum, target, row) => {
    const z = (slope * scores[row]!) / unit + intercept;
    const loss = z >= 0 ? target * z + Math.log1p(Math.exp(-z)) : (target - 1) * z + Math.log1p(Math.exp(z));
    return sum + weights[row]! * loss;
  }, 0);
}

function newtonStep(point: SigmoidCurve, { scores, targets, weights, unit }: SigmoidRows) {
  let [slopeGradient, interceptGradient, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12];
  targets.forEach((target, row) => {
    const score = scores[row]! / unit;
    const probability = sigmoidAt(point, score);
    const error = weights[row]! * (target - probability);
    const weight = weights[row]! * probability * (1 - probability);
    slopeGradient += score * error;
    interceptGradient += error;
    aa += weight * score * score;
    ab += weight * score;
    bb += weight;
  });
  const determinant = aa * bb - ab * ab;
  const direction = [
    -(bb * slopeGradient - ab * interceptGradient) / determinant,
    -(aa * interceptGradient - ab * slopeGradient) / determinant,
  ] as const;
  return { gradient: [slopeGradient, interceptGradient] as const, direction };
}
