const tolerance = 0.005;

/**
 * Probabilities of several classes from those of each pair: the p that minimises Σ (r_ji p_i − r_ij p_j)², found by iteration (T.-F. Wu,
 * C.-J. Lin and R. C. Weng, "Probability estimates for multi-class classification by pairwise coupling", JMLR 5, 2004, the
 * second method; the stopping rule of LIBSVM).
 * @param pairs classes × classes, row-major: pairs[i, j] is the probability of i when it is i or j
 */
export function coupleProbabilities(pairs: Float64Array, classes: number): Float64Array {
  const q = new Float64Array(classes * classes);
  for (let i = 0; i < classes; i++) {
    for (let j = 0; j < classes; j++) {
      if (i === j) continue;
      q[i * classes + i]! += pairs[j * classes + i]! ** 2;
      q[i * classes + j] = -pairs[j * classes + i]! * pairs[i * classes + j]!;
    }
  }
  const p = new Float64Array(classes).fill(1 / classes);
  const qp = new Float64Array(classes);
  for (let iteration = 0; iteration < Math.max(100, classes); iteration++) {
    let pqp = 0;
    for (let i = 0; i < classes; i++) {
      qp[i] = 0;
      for (let j = 0; j < classes; j++) qp[i]! += q[i * classes + j]! * p[j]!;
      pqp += p[i]! * qp[i]!;
    }
    if (qp.every((value) => Math.abs(value - pqp) < tolerance / classes)) break;
    for (let i = 0; i < classes; i++) {
      const own = q[i * classes + i]!;
      const change = (pqp - qp[i]!) / own;
      p[i]! += change;
      pqp = (pqp + change * (change * own + 2 * qp[i]!)) / (1 + change) ** 2;
      for (let j = 0; j < classes; j++) {
        qp[j] = (qp[j]! + change * q[i * classes + j]!) / (1 + change);
        p[j]! /= 1 + change;
      }
    }
  }
  return p;
}
