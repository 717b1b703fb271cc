/** What models stand on: random numbers, dense linear algebra, the normal distribution, and the task they run in. */
export { BootstrapError, bootstrap, bootstrapLimits } from "./bootstrap.ts";
export type { BootstrapInterval, BootstrapOptions } from "./bootstrap.ts";
export { checkpoint } from "./checkpoint.ts";
export { diagonal } from "./diagonal.ts";
export { cholesky, choleskyInverse, choleskySolve, SingularMatrixError } from "./cholesky.ts";
export { createRandom } from "./create-random.ts";
export type { RandomGenerator } from "./create-random.ts";
export { exactExp, exactLog } from "./exact-math.ts";
export { digamma, logBeta, logGamma, trigamma } from "./gamma-functions.ts";
export { gaussLegendre } from "./gauss-legendre.ts";
export type { Quadrature } from "./gauss-legendre.ts";
export { hypergeometric2F1 } from "./hypergeometric.ts";
export { incompleteBeta } from "./incomplete-beta.ts";
export { addBlockSums } from "./kernels/add-block-sums.ts";
export { addBlocks } from "./kernels/add-blocks.ts";
export { defineKernel, PerThread } from "./kernels/kernel.ts";
export type { Kernel, KernelArgument, KernelArray, Kernels, KernelWork, Passed } from "./kernels/kernel.ts";
export { KernelMemoryError } from "./kernels/kernel-memory-error.ts";
export { sumColumns } from "./kernels/sum-columns.ts";
export {
  addTileSums,
  crossTiles,
  fillTiles,
  multiplyTile,
  multiplyTiles,
  sumTiles,
  tileAt,
  tileRows,
} from "./kernels/tiles.ts";
export { configureKernels, kernelStatus, withKernels, withKernelsNow } from "./kernels/with-kernels.ts";
export type { KernelSettings, KernelStatus } from "./kernels/with-kernels.ts";
export { kolmogorovSmirnov, kolmogorovUpperTail } from "./kolmogorov-smirnov.ts";
export type { KolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
export { leastSquares } from "./least-squares.ts";
export type { LeastSquaresSolution } from "./least-squares.ts";
export { minimiseDampedNewton } from "./minimise-damped-newton.ts";
export type { CurvedValue, DampedNewtonOptions, DampedNewtonResult } from "./minimise-damped-newton.ts";
export { minimiseNewton } from "./minimise-newton.ts";
export type { ConvexObjective, NewtonOptions, NewtonResult } from "./minimise-newton.ts";
export { normalCumulative, normalQuantile, normalUpperTail } from "./normal-distribution.ts";
export { NumpyRandom } from "./numpy-random.ts";
export { Pcg32 } from "./pcg32.ts";
export { progress } from "./progress.ts";
export type { ProgressOptions } from "./progress.ts";
export { proportion, proportionDifference } from "./proportion.ts";
export type { Proportion } from "./proportion.ts";
export { quietly } from "./quietly.ts";
export type { Stage } from "./quietly.ts";
export type { RandomSource, Shuffleable } from "./random-source.ts";
export { fisherUpperTail, studentQuantile, studentUpperTail } from "./student-t.ts";
export { symmetricEigen } from "./symmetric-eigen.ts";
export type { SymmetricEigen } from "./symmetric-eigen.ts";
export { currentTaskContext, keepTaskContextsIn, withTaskContext } from "./task-context.ts";
export type { FileRead, TaskContext, TaskContextKeeper, TaskWarning } from "./task-context.ts";
