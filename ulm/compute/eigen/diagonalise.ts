import { defineKernel } from "../kernels/kernel.ts";

/** More steps than this for one eigenvalue have never been seen. */
const mostSteps = 60;

/**
 * The eigenvalues of a matrix of three diagonals: QL steps with implicit shifts, rotations of neighbours until nothing stands beside the
 * diagonal. Items are eigenvalues, all at once: the steps for one change those after it.
 * @param diagonal size numbers; the eigenvalues afterwards, in no order
 * @param besides besides[i] couples i and i + 1, the last is 0; overwritten, with NaN for an eigenvalue that is not reached
 * @param lines size × size, the basis; rotated along, so that each line becomes the eigenvector of its eigenvalue
 * @param sines size numbers of scratch
 * @param cosines likewise
 */
export const diagonalise = defineKernel(
  "diagonalise",
  (
    diagonal: Float64Array,
    besides: Float64Array,
    lines: Float64Array,
    sines: Float64Array,
    cosines: Float64Array,
    size: number,
    start: number,
    end: number,
  ) => {
    for (let first = start; first < end; first++) {
      for (let step = 0; ; step++) {
        let last = first;
        while (last + 1 < size && !isNegligible(besides[last]!, diagonal[last]!, diagonal[last + 1]!)) last++;
        if (last === first) break;
        if (step === mostSteps) {
          besides[first] = NaN;
          return;
        }
        const reached = rotateUp(diagonal, besides, sines, cosines, first, last);
        rotateLines(lines, sines, cosines, size, reached, last);
      }
    }
  },
);

function isNegligible(beside: number, above: number, below: number): boolean {
  return Math.abs(beside) <= Number.EPSILON * (Math.abs(above) + Math.abs(below));
}

/**
 * One QL step on the rows first … last, its shift the eigenvalue of the first 2 × 2 that is nearer to its corner.
 * @returns the first index that was rotated with its neighbour
 */
function rotateUp(
  d: Float64Array,
  e: Float64Array,
  sines: Float64Array,
  cosines: Float64Array,
  first: number,
  last: number,
): number {
  const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = hypotenuse(half, 1);
  let g = d[last]! - d[first]! + e[first]! / (half + (half >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let index = last - 1; index >= first; index--) {
    const f = sine * e[index]!;
    const b = cosine * e[index]!;
    const r = hypotenuse(f, g);
    e[index + 1] = r;
    if (r === 0) {
      // The matrix has fallen into two parts; the next step takes them one by one.
      d[index + 1]! -= carried;
      e[last] = 0;
      return index + 1;
    }
    sine = f / r;
    cosine = g / r;
    const shifted = d[index + 1]! - carried;
    const t = (d[index]! - shifted) * sine + 2 * cosine * b;
    carried = sine * t;
    d[index + 1] = shifted + carried;
    g = cosine * t - b;
    sines[index] = sine;
    cosines[index] = cosine;
  }
  d[first]! -= carried;
  e[first] = g;
  e[last] = 0;
  return first;
}

/** √(a² + b²): by a division more where squares are so small that they lose digits. */
function hypotenuse(a: number, b: number): number {
  const squares = a * a + b * b;
  if (squares > 1e-280) return Math.sqrt(squares);
  const most = Math.max(Math.abs(a), Math.abs(b));
  return most === 0 ? 0 : most * Math.sqrt((a / most) ** 2 + (b / most) ** 2);
}

/** Rotates neighbouring lines, from the last pair to the first: `index` and `index + 1` by an angle of their own. */
function rotateLines(
  lines: Float64Array,
  sines: Float64Array,
  cosines: Float64Array,
  size: number,
  start: number,
  end: number,
): void {
  for (let index = end - 1; index >= start; index--) {
    const sine = sines[index]!;
    const cosine = cosines[index]!;
    for (let upper = index * size; upper < (index + 1) * size; upper++) {
      const below = lines[upper + size]!;
      const above = lines[upper]!;
      lines[upper + size] = sine * above + cosine * below;
      lines[upper] = cosine * above - sine * below;
    }
  }
}
