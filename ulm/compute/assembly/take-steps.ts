import { largestSlope, second, secondOfPair } from "./shared/second-of-pair";
import { stepGradient } from "./shared/step-gradient";

const smallestCurvature: f64 = 1e-12;
/** Where things stand in `state`, as in ulm/learn/svm/take-steps.ts. */
const firstPlace: usize = 0;
const missingPlace: usize = 8;
const violationPlace: usize = 16;
const stepsPlace: usize = 24;
const clockPlace: usize = 32;
const unknown = -2;

/** Twin: ulm/learn/svm/take-steps.ts. */
export function takeSteps(
  gradient: usize,
  riseCost: usize,
  fallCost: usize,
  values: usize,
  low: usize,
  high: usize,
  diagonal: usize,
  lines: usize,
  slots: usize,
  lengths: usize,
  used: usize,
  state: usize,
  rows: i32,
  epsilon: f64,
  tol: f64,
  most: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>rows) << 3;
  let first = <i32>load<f64>(state + firstPlace);
  let clock = <i32>load<f64>(state + clockPlace);
  if (first == unknown) first = stepGradient(gradient, riseCost, diagonal, diagonal, 0, start, end);
  let missing = -1;
  let violation: f64 = 0;
  let steps = 0;
  for (; steps < most; steps++) {
    violation = 0;
    if (first < 0) break;
    const i = (<usize>first) << 3;
    store<i32>(used + (i >> 1), ++clock);
    if (load<i32>(lengths + (i >> 1)) < end) {
      missing = first;
      break;
    }
    const risen = lines + <usize>load<i32>(slots + (i >> 1)) * width;
    const slope = load<f64>(gradient + i) + load<f64>(riseCost + i);
    secondOfPair(gradient, fallCost, risen, diagonal, first, slope, start, end);
    if (second < 0) break;
    violation = largestSlope - slope;
    if (violation < tol) break;
    const j = (<usize>second) << 3;
    store<i32>(used + (j >> 1), ++clock);
    if (load<i32>(lengths + (j >> 1)) < end) {
      missing = second;
      break;
    }
    const fallen = lines + <usize>load<i32>(slots + (j >> 1)) * width;
    const curvature = load<f64>(diagonal + i) + load<f64>(diagonal + j) - 2 * load<f64>(risen + j);
    const best = (load<f64>(gradient + j) - load<f64>(fallCost + j) - slope) / max(smallestCurvature, curvature);
    const top = nextTop(load<f64>(values + i), load<f64>(high + i));
    const bottom = nextBottom(load<f64>(values + j), load<f64>(low + j));
    const rise = top - load<f64>(values + i);
    const fall = load<f64>(values + j) - bottom;
    const step = min(best, min(rise, fall));
    store<f64>(values + i, step == rise ? top : load<f64>(values + i) + step);
    store<f64>(values + j, step == fall ? bottom : load<f64>(values + j) - step);
    setCosts(values, low, high, riseCost, fallCost, epsilon, i);
    setCosts(values, low, high, riseCost, fallCost, epsilon, j);
    first = stepGradient(gradient, riseCost, risen, fallen, step, start, end);
  }
  store<f64>(state + firstPlace, <f64>first);
  store<f64>(state + missingPlace, <f64>missing);
  store<f64>(state + violationPlace, violation);
  store<f64>(state + stepsPlace, <f64>steps);
  store<f64>(state + clockPlace, <f64>clock);
}

/** How far a variable may rise in one step: to its bound, or to 0, where its costs change. */
function nextTop(value: f64, high: f64): f64 {
  return value < 0 ? min(0, high) : high;
}

function nextBottom(value: f64, low: f64): f64 {
  return value > 0 ? max(0, low) : low;
}

function setCosts(
  values: usize,
  low: usize,
  high: usize,
  riseCost: usize,
  fallCost: usize,
  epsilon: f64,
  place: usize,
): void {
  const value = load<f64>(values + place);
  const rise = value >= 0 ? epsilon : -epsilon;
  const fall = value > 0 ? -epsilon : epsilon;
  store<f64>(riseCost + place, value >= load<f64>(high + place) ? Infinity : rise);
  store<f64>(fallCost + place, value <= load<f64>(low + place) ? Infinity : fall);
}
