import { defineKernel } from "../../compute/index.ts";
import { secondOfPair, smallestCurvature } from "./second-of-pair.ts";
import { stepGradient } from "./step-gradient.ts";

/** Where things stand in the `state` of `takeSteps`. */
export const stepState = {
  /** The variable to raise next: −1 if none can rise, `unknownFirst` when it has to be looked for. */
  first: 0,
  /** The variable whose line is needed to go on, −1 if none is. */
  missing: 1,
  /** How much the optimality conditions were violated when last looked at. */
  violation: 2,
  /** How many steps were taken. */
  steps: 3,
  /** Grows each time that a line is used. */
  clock: 4,
  length: 5,
} as const;

export const unknownFirst = -2;

/**
 * Sequential minimal optimisation as long as it can go on: raises one variable and lowers another by as much as is best for both, until
 * the conditions are violated by less than `tol`, a line of the kernel matrix is missing, or `most` steps are taken. Items are the
 * active variables.
 * @param gradient of the dual
 * @param riseCost what raising each variable costs beside its gradient: Infinity at its upper bound, else epsilon, or −epsilon below 0
 * @param fallCost what lowering it costs: Infinity at its lower bound, else epsilon, or −epsilon above 0
 * @param values of the variables; @param low their bounds; @param high likewise
 * @param diagonal of the kernel matrix; @param lines of it, one after another, `rows` long
 * @param slots for each variable which of these is its own; @param lengths how much of it is computed
 * @param used when each was used
 * @param state as `stepState` says
 * @param epsilon what a unit of each variable costs, whatever its sign: a step ends where one changes it
 */
export const takeSteps = defineKernel(
  "takeSteps",
  (
    gradient: Float64Array,
    riseCost: Float64Array,
    fallCost: Float64Array,
    values: Float64Array,
    low: Float64Array,
    high: Float64Array,
    diagonal: Float64Array,
    lines: Float64Array,
    slots: Int32Array,
    lengths: Int32Array,
    used: Int32Array,
    state: Float64Array,
    rows: number,
    epsilon: number,
    tol: number,
    most: number,
    start: number,
    end: number,
  ) => {
    const lineOf = (index: number) => lines.subarray(slots[index]! * rows, (slots[index]! + 1) * rows);
    const setValue = (index: number, value: number) => {
      values[index] = value;
      riseCost[index] = value >= high[index]! ? Infinity : value >= 0 ? epsilon : -epsilon;
      fallCost[index] = value <= low[index]! ? Infinity : value > 0 ? -epsilon : epsilon;
    };
    let first = state[stepState.first]!;
    if (first === unknownFirst) first = stepGradient(gradient, riseCost, diagonal, diagonal, 0, start, end);
    let [missing, violation, steps] = [-1, 0, 0];
    for (; steps < most; steps++) {
      violation = 0;
      if (first < 0) break;
      used[first] = ++state[stepState.clock]!;
      if (lengths[first]! < end) {
        missing = first;
        break;
      }
      const risen = lineOf(first);
      const slope = gradient[first]! + riseCost[first]!;
      const { second, largest } = secondOfPair(gradient, fallCost, risen, diagonal, first, slope, start, end);
      if (second < 0) break;
      violation = largest - slope;
      if (violation < tol) break;
      used[second] = ++state[stepState.clock]!;
      if (lengths[second]! < end) {
        missing = second;
        break;
      }
      const curvature = Math.max(smallestCurvature, diagonal[first]! + diagonal[second]! - 2 * risen[second]!);
      const top = values[first]! < 0 ? Math.min(0, high[first]!) : high[first]!;
      const bottom = values[second]! > 0 ? Math.max(0, low[second]!) : low[second]!;
      const rise = top - values[first]!;
      const fall = values[second]! - bottom;
      const step = Math.min((gradient[second]! - fallCost[second]! - slope) / curvature, rise, fall);
      setValue(first, step === rise ? top : values[first]! + step);
      setValue(second, step === fall ? bottom : values[second]! - step);
      first = stepGradient(gradient, riseCost, risen, lineOf(second), step, start, end);
    }
    state[stepState.first] = first;
    state[stepState.missing] = missing;
    state[stepState.violation] = violation;
    state[stepState.steps] = steps;
  },
);
