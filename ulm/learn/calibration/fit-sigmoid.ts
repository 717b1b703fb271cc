/** The probability of a score is 1 / (1 + exp(slope · score + intercept)). */
export interface SigmoidCurve {
  readonly slope: number;
  readonly intercept: number;
}

const tolerance = 1e-12;
const mostSteps = 200;

/**
 * Platt's calibration ("Probabilistic outputs for support vector machines", 1999) as Lin, Lin & Weng solve it ("A note on Platt's
 * probabilistic outputs for support vector machines", 2007, https://doi.org/10.1007/s10994-007-5018-6): a logistic regression on the
 * score alone, with targets drawn a little towards each other so that few rows do not make certainty.
 */
export function fitSigmoid(scores: ArrayLike<number>, isPositive: readonly boolean[]): SigmoidCurve {
  const positives = isPositive.filter(Boolean).length;
  const negatives = isPositive.length - positives;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  const targets = isPositive.map((positive) => (positive ? high : low));
  // Scores of any size: Newton's steps are taken on scores of size 1.
  const unit = Math.max(...Array.from(scores, Math.abs)) || 1;
  let point = { slope: 0, intercept: Math.log((negatives + 1) / (positives + 1)) };
  let loss = lossAt(point, scores, targets, unit);
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, direction } = newtonStep(point, scores, targets, unit);
    if (Math.hypot(...gradient) < tolerance * isPositive.length) break;
    let share = 1;
    let next = point;
    for (; share > 1e-10; share /= 2) {
      next = { slope: point.slope + share * direction[0], intercept: point.intercept + share * direction[1] };
      if (lossAt(next, scores, targets, unit) < loss) break;
    }
    if (share <= 1e-10) break;
    point = next;
    loss = lossAt(point, scores, targets, unit);
  }
  return { slope: point.slope / unit, intercept: point.intercept };
}

export function sigmoidAt({ slope, intercept }: SigmoidCurve, score: number): number {
  return 1 / (1 + Math.exp(slope * score + intercept));
}

/** −Σ t log p + (1 − t) log(1 − p), without overflow. */
function lossAt(
  { slope, intercept }: SigmoidCurve,
  scores: ArrayLike<number>,
  targets: readonly number[],
  unit: number,
) {
  return targets.reduce((sum, target, row) => {
    const z = (slope * scores[row]!) / unit + intercept;
    return sum + (z >= 0 ? target * z + Math.log1p(Math.exp(-z)) : (target - 1) * z + Math.log1p(Math.exp(z)));
  }, 0);
}

function newtonStep(point: SigmoidCurve, scores: ArrayLike<number>, targets: readonly number[], unit: number) {
  let [slopeGradient, interceptGradient, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12];
  targets.forEach((target, row) => {
    const score = scores[row]! / unit;
    const probability = sigmoidAt(point, score);
    const error = target - probability;
    const weight = probability * (1 - probability);
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
