import type { CurvedValue } from "../../compute/index.ts";

/**
 * A function of positive parameters as one of their logarithms, which have no bounds; with the penalty `strength` Σ θ².
 * @param natural value and derivatives by the parameters themselves; its arrays are overwritten
 */
export function inLogSpace(natural: CurvedValue, parameters: Float64Array, strength: number): CurvedValue {
  const { gradient, hessian } = natural;
  const size = parameters.length;
  let { value } = natural;
  for (let i = 0; i < size; i++) {
    value += strength * parameters[i]! ** 2;
    gradient[i]! += 2 * strength * parameters[i]!;
    hessian[i * size + i]! += 2 * strength;
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) hessian[i * size + j]! *= parameters[i]! * parameters[j]!;
    gradient[i]! *= parameters[i]!;
    hessian[i * size + i]! += gradient[i]!;
  }
  return { value, gradient, hessian };
}

/** Fills in what lies above the diagonal, and turns the sign: from a log-likelihood to what is minimised. */
export function negated(value: number, gradient: Float64Array, hessian: Float64Array): CurvedValue {
  const size = gradient.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) hessian[j * size + i] = hessian[i * size + j] = -hessian[i * size + j]!;
    gradient[i] = -gradient[i]!;
  }
  return { value: -value, gradient, hessian };
}
