import { digamma, logGamma, trigamma } from "../../compute/index.ts";
import type { CurvedValue } from "../../compute/index.ts";
import type { PurchaseHistories } from "../purchase-histories.ts";
import { countFrequencies } from "./count-frequencies.ts";
import { negated } from "./log-space.ts";

/** Places of the lower triangle of the Hessian of (r, α, a, b), row-major. */
const rr = 0;
const alphaR = 4;
const alphaAlpha = 5;
const aR = 8;
const aAlpha = 9;
const aA = 10;
const bR = 12;
const bAlpha = 13;
const bA = 14;
const bB = 15;

/**
 * The negative log-likelihood of BG/NBD with its derivatives (Fader, Hardie & Lee 2005, section 7; computed as in Hardie's note 004).
 * @returns a function of (r, α, a, b), all positive, α in the unit of `T`
 */
export function betaGeoLikelihood(histories: PurchaseHistories): (parameters: Float64Array) => CurvedValue {
  const byFrequency = countFrequencies(histories.frequency, histories.weights);
  return (parameters) => {
    const gradient = new Float64Array(4);
    const hessian = new Float64Array(16);
    const value =
      addCounts(byFrequency, parameters, gradient, hessian) + addTimes(histories, parameters, gradient, hessian);
    return negated(value, gradient, hessian);
  };
}

/** What depends on the frequencies only: Γ(r + x) αʳ / Γ(r) · B(a, b + x) / B(a, b), but for a factor of a in the part of those who left. */
function addCounts(
  byFrequency: readonly [number, number][],
  [r, alpha, a, b]: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  let value = 0;
  for (const [x, weight] of byFrequency) {
    value += weight * (logGamma(r! + x) - logGamma(r!) + r! * Math.log(alpha!));
    value += weight * (logGamma(a! + b!) - logGamma(a! + b! + x) + logGamma(b! + x) - logGamma(b!));
    gradient[0]! += weight * (digamma(r! + x) - digamma(r!) + Math.log(alpha!));
    gradient[1]! += (weight * r!) / alpha!;
    hessian[rr]! += weight * (trigamma(r! + x) - trigamma(r!));
    hessian[alphaR]! += weight / alpha!;
    hessian[alphaAlpha]! -= (weight * r!) / alpha! ** 2;
    const both = weight * (digamma(a! + b!) - digamma(a! + b! + x));
    gradient[2]! += both;
    gradient[3]! += both + weight * (digamma(b! + x) - digamma(b!));
    const curved = weight * (trigamma(a! + b!) - trigamma(a! + b! + x));
    hessian[aA]! += curved;
    hessian[bA]! += curved;
    hessian[bB]! += curved + weight * (trigamma(b! + x) - trigamma(b!));
  }
  return value;
}

/**
 * What depends on the times: ln(e^stay + e^leave) with stay = −(r + x) ln(α + T) for those who are still there, and
 * leave = ln a − ln(b + x − 1) − (r + x) ln(α + recency) for those who left at their last, repeated purchase.
 */
function addTimes(
  { frequency, recency, T, weights }: PurchaseHistories,
  [r, alpha, a, b]: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  let value = 0;
  for (let row = 0; row < frequency.length; row++) {
    const x = frequency[row]!;
    const weight = weights === undefined ? 1 : weights[row]!;
    const total = r! + x;
    const stayAge = 1 / (alpha! + T[row]!);
    const stayLog = Math.log(alpha! + T[row]!);
    if (x === 0) {
      value -= weight * total * stayLog;
      gradient[0]! -= weight * stayLog;
      gradient[1]! -= weight * total * stayAge;
      hessian[alphaR]! -= weight * stayAge;
      hessian[alphaAlpha]! += weight * total * stayAge * stayAge;
      continue;
    }
    const leaveAge = 1 / (alpha! + recency[row]!);
    const leaveLog = Math.log(alpha! + recency[row]!);
    const rest = 1 / (b! + x - 1);
    const stay = -total * stayLog;
    const leave = Math.log(a! * rest) - total * leaveLog;
    const top = Math.max(stay, leave);
    const odds = Math.exp(-Math.abs(stay - leave));
    value += weight * (top + Math.log1p(odds));
    const left = leave > stay ? 1 / (1 + odds) : odds / (1 + odds);
    const kept = 1 - left;
    gradient[0]! -= weight * (kept * stayLog + left * leaveLog);
    gradient[1]! -= weight * total * (kept * stayAge + left * leaveAge);
    gradient[2]! += (weight * left) / a!;
    gradient[3]! -= weight * left * rest;
    // The mean of both parts' Hessians, and the spread of their gradients.
    const spread = weight * left * kept;
    const [dr, dAlpha, da, db] = [stayLog - leaveLog, total * (stayAge - leaveAge), 1 / a!, -rest];
    hessian[rr]! += spread * dr * dr;
    hessian[alphaR]! += spread * dAlpha * dr - weight * (kept * stayAge + left * leaveAge);
    hessian[alphaAlpha]! += spread * dAlpha * dAlpha + weight * total * (kept * stayAge ** 2 + left * leaveAge ** 2);
    hessian[aR]! += spread * da * dr;
    hessian[aAlpha]! += spread * da * dAlpha;
    hessian[aA]! += spread * da * da - (weight * left) / a! ** 2;
    hessian[bR]! += spread * db * dr;
    hessian[bAlpha]! += spread * db * dAlpha;
    hessian[bA]! += spread * db * da;
    hessian[bB]! += spread * db * db + weight * left * rest * rest;
  }
  return value;
}
