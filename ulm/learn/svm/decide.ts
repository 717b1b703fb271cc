import { withKernelsNow } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { kernelCode } from "./kernel-function.ts";
import type { KernelFunction } from "./kernel-function.ts";
import { kernelSums } from "./kernel-sums.ts";

/** What tells two classes apart. */
export interface Machine {
  /** Support vectors, one after another. */
  readonly vectors: Float64Array;
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/** So many multiplications are a block for one thread. */
const blockSize = 2 ** 18;

/** On which side of the machine's border each row is, and how far: positive for the class whose sign is 1. */
export function decide(matrix: Matrix, machine: Machine, kernel: KernelFunction): Float64Array {
  const { vectors, coefficients, intercept } = machine;
  const { rows, columns } = matrix;
  const sums = withKernelsNow("The support vector machine", (kernels) => {
    const result = kernels.float64(rows);
    const [points, supports, weights] = [matrix.data, vectors, coefficients].map((list) => kernels.copy(list));
    const args = [points!, supports!, weights!, result, coefficients.length, columns, kernelCode(kernel)] as const;
    const block = Math.max(1, Math.ceil(blockSize / (1 + vectors.length)));
    kernels.runNow(kernelSums, args, { items: rows, block });
    return result.slice();
  });
  return sums.map((sum) => sum + intercept);
}
