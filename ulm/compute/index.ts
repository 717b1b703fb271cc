/** What models stand on: random numbers, dense linear algebra, the normal distribution, and the task they run in. */
export { checkpoint } from "./checkpoint.ts";
export { cholesky, choleskyInverse, choleskySolve, SingularMatrixError } from "./cholesky.ts";
export { createRandom } from "./create-random.ts";
export type { RandomGenerator } from "./create-random.ts";
export { incompleteBeta } from "./incomplete-beta.ts";
export { leastSquares } from "./least-squares.ts";
export type { LeastSquaresSolution } from "./least-squares.ts";
export { minimiseNewton } from "./minimise-newton.ts";
export type { ConvexObjective, NewtonOptions, NewtonResult } from "./minimise-newton.ts";
export { normalCumulative, normalQuantile, normalUpperTail } from "./normal-distribution.ts";
export { NumpyRandom } from "./numpy-random.ts";
export { Pcg32 } from "./pcg32.ts";
export type { RandomSource, Shuffleable } from "./random-source.ts";
export { fisherUpperTail, studentQuantile, studentUpperTail } from "./student-t.ts";
export { currentTaskContext, setTaskContext, withTaskContext } from "./task-context.ts";
export type { FileRead, TaskContext } from "./task-context.ts";
