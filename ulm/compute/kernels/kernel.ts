/*
 * KERNELS: hot loops in WebAssembly, each with a plain TypeScript twin.
 *
 * A kernel is a function over arrays and numbers that does the items from `start` to before `end`. Its twin, here in TypeScript, is its
 * specification and does the work where WebAssembly is not permitted; the kernel itself is AssemblyScript in ../assembly/, where an
 * array is the address of its first element. A model is written once, against `withKernels`, and does not know which of the two runs.
 *
 *     const labels = await withKernels("KMeans", async (kernels) => {
 *       const X = kernels.copy(matrix.data);                    // arrays that kernels may read and write
 *       const nearest = kernels.int32(matrix.rows);             // zero at first
 *       await kernels.run(assignRows, [X, centres, nearest, matrix.columns], { items: matrix.rows, block: 1024 });
 *       return nearest.slice();                                 // a copy: all of `kernels` is released when this function ends
 *     });
 *
 * Adding one:
 *
 * 1. The twin: `export const assignRows = defineKernel("assignRows", (X: Float64Array, …, columns: number, start: number, end: number) => {…})`
 *    in a file of its own beside the model (or here, when several models use it). Parameters: typed arrays, numbers, then `start`, `end`.
 * 2. The kernel: `export function assignRows(X: usize, …, columns: i32, start: i32, end: i32): void` in ../assembly/assign-rows.ts: the same
 *    name and the same parameters in the same order. Every file of that folder is compiled; nothing has to be registered. f64x2 and
 *    other fixed SIMD, no relaxed SIMD, no allocation (`new`, arrays, strings, `memory.data` that is written to), no decorators.
 *    Vitest and `npm run build` compile what is stale.
 * 3. The test: `kernelAgreement(assignRows, (kernels) => ({ args: […], work: {…} }))` from tests/ulm/compute/kernel-agreement.ts compares both on
 *    your data: to 1e-12, and bit for bit with 0, 1, 2 and 3 workers.
 *
 * Rules that keep results the same whatever the number of workers:
 *
 * - A block writes only what is its own: the rows from `start` to `end`, or a place of its own in an array of partial results, which
 *   the caller then adds up in the order of the blocks (see sum-columns.ts).
 * - `block` depends on the data only. Choose it so that a block takes 0.1 to 20 ms.
 * - Scratch space that a block overwrites: `kernels.perThread(() => kernels.float64(n))` passes each thread an array of its own.
 *
 * Blocks that must take longer (a whole tree) say `leaveToWorkers: true`: then the caller's thread stays free to hear an interrupt.
 * `work.label` reports progress, in blocks; without it nothing is reported, but the run still yields and can be called off.
 * Synchronous methods (`predict`) use `withKernelsNow` and `kernels.runNow`.
 */

/** Arrays that kernels work on. */
export type KernelArray =
  Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** What a kernel takes; all of them are numbers to WebAssembly. */
export type KernelArgument = KernelArray | number;

/** A hot loop, by the name that its AssemblyScript function is exported under, and in plain TypeScript. */
export interface Kernel<Arguments extends readonly KernelArgument[]> {
  readonly name: string;
  /** Does the items from `start` to before `end`: the last two parameters. */
  readonly twin: (...parameters: [...Arguments, start: number, end: number]) => void;
}

/** How to add one stands at the top of this file. */
export function defineKernel<Arguments extends readonly KernelArgument[]>(
  name: string,
  twin: (...parameters: [...Arguments, start: number, end: number]) => void,
): Kernel<Arguments> {
  return { name, twin };
}

/** What a run goes over. */
export interface KernelWork {
  /** How many items there are. */
  readonly items: number;
  /** How many of them are done at a time, by one thread. It may depend on the data, never on the number of threads. */
  readonly block: number;
  /** What progress is reported as, in blocks; without it, none is. */
  readonly label?: string;
  /** The blocks are some of more: so many were done before, of so many in all. Progress is reported in these. */
  readonly series?: { readonly done: number; readonly total: number };
  /** Blocks take long: the caller's thread waits for the workers instead of working itself. Default false. */
  readonly leaveToWorkers?: boolean;
  /**
   * What the caller's thread does for the items from `start` to before `end`, a block, before anyone may take it, such as to bring its
   * numbers. It does so block by block, while the workers have begun with the first. Default: nothing.
   */
  readonly prepare?: (start: number, end: number) => void;
  /** All blocks together are done before workers would be awake: the caller's thread does them, without yielding. Default false. */
  readonly alone?: boolean;
}

/** An array for each thread: scratch space that every block overwrites. */
export class PerThread<Scratch extends KernelArray> {
  readonly arrays: readonly Scratch[];

  constructor(arrays: readonly Scratch[]) {
    this.arrays = arrays;
  }
}

/** What `run` takes for the arguments of a kernel. */
export type Passed<Arguments extends readonly KernelArgument[]> = {
  readonly [Index in keyof Arguments]: Arguments[Index] extends KernelArray
    ? Arguments[Index] | PerThread<Arguments[Index]>
    : Arguments[Index];
};

/** The means of one computation: arrays that kernels may use, and running them. All arrays are released when it ends. */
export interface Kernels {
  /** Zeros. @throws KernelMemoryError */
  float64(length: number): Float64Array;
  float32(length: number): Float32Array;
  int32(length: number): Int32Array;
  uint32(length: number): Uint32Array;
  int16(length: number): Int16Array;
  uint16(length: number): Uint16Array;
  int8(length: number): Int8Array;
  uint8(length: number): Uint8Array;
  /** Numbers that may be anything: room that is written before it is read, and that takes memory only then. */
  space(length: number): Float64Array;
  /** The same numbers where kernels may use them. */
  copy<Values extends KernelArray>(values: Values): Values;
  /** As many arrays as threads may run: a block gets that of its thread. */
  perThread<Scratch extends KernelArray>(create: () => Scratch): PerThread<Scratch>;
  /**
   * Runs the kernel over all items, on all threads; yields to other tasks at least every 40 ms or once a block.
   * @throws the reason of the task's signal when it is called off; then some blocks are done and others are not
   */
  run<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): Promise<void>;
  /** The same at once: it cannot be called off. */
  runNow<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): void;
  /** Does the items from `start` to before `end` at once and on this thread: for calls of microseconds, by the ten thousand. */
  call<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Readonly<Arguments>,
    start: number,
    end: number,
  ): void;
}
