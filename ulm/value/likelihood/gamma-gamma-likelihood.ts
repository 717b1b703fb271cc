import { digamma, logGamma, trigamma } from "../../compute/index.ts";
import type { CurvedValue } from "../../compute/index.ts";
import { countFrequencies } from "./count-frequencies.ts";
import { negated } from "./log-space.ts";

export interface Spending {
  readonly frequency: Float64Array;
  readonly monetaryValue: Float64Array;
  readonly weights: Float64Array | undefined;
}

/**
 * The negative log-likelihood of the Gamma-Gamma model with its derivatives (Hardie's note 025, equation 1a).
 * @param spending frequencies and mean values, all positive
 * @returns a function of (p, q, v), all positive, v in money
 */
export function gammaGammaLikelihood({
  frequency,
  monetaryValue,
  weights,
}: Spending): (parameters: Float64Array) => CurvedValue {
  const byFrequency = countFrequencies(frequency, weights);
  const totals = frequency.map((x, row) => x * monetaryValue[row]!);
  // Σ w ((p x − 1) ln m + p x ln x) = p Σ w x ln(x m) − Σ w ln m
  let logTotals = 0;
  let logMeans = 0;
  for (let row = 0; row < totals.length; row++) {
    const weight = weights?.[row] ?? 1;
    logTotals += weight * frequency[row]! * Math.log(totals[row]!);
    logMeans += weight * Math.log(monetaryValue[row]!);
  }
  return (parameters) => {
    const [p, q, v] = parameters as unknown as [number, number, number];
    const gradient = Float64Array.of(logTotals, 0, 0);
    const hessian = new Float64Array(9);
    let value = p * logTotals - logMeans;
    for (const [x, weight] of byFrequency) {
      const shape = p * x + q;
      value += weight * (logGamma(shape) - logGamma(p * x) - logGamma(q) + q * Math.log(v));
      gradient[0]! += weight * x * (digamma(shape) - digamma(p * x));
      gradient[1]! += weight * (digamma(shape) - digamma(q) + Math.log(v));
      gradient[2]! += (weight * q) / v;
      hessian[0]! += weight * x * x * (trigamma(shape) - trigamma(p * x));
      hessian[3]! += weight * x * trigamma(shape);
      hessian[4]! += weight * (trigamma(shape) - trigamma(q));
      hessian[7]! += weight / v;
      hessian[8]! -= (weight * q) / (v * v);
    }
    for (let row = 0; row < totals.length; row++) {
      const x = frequency[row]!;
      const weight = weights === undefined ? 1 : weights[row]!;
      const shape = p * x + q;
      const inverse = 1 / (totals[row]! + v);
      const logarithm = weight * Math.log(totals[row]! + v);
      value -= shape * logarithm;
      gradient[0]! -= x * logarithm;
      gradient[1]! -= logarithm;
      gradient[2]! -= weight * shape * inverse;
      hessian[6]! -= weight * x * inverse;
      hessian[7]! -= weight * inverse;
      hessian[8]! += weight * shape * inverse * inverse;
    }
    return negated(value, gradient, hessian);
  };
}
