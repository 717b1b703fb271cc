import { checkpoint, continueLater, isTurnOver } from "../checkpoint.ts";
import { currentTaskContext } from "../task-context.ts";
import { PerThread } from "./kernel.ts";
import type { Kernel, KernelArgument, KernelArray, Kernels, KernelWork, Passed } from "./kernel.ts";

/** Kernels in plain TypeScript, on the caller's thread. */
export class PlainKernels implements Kernels {
  float64 = (length: number) => new Float64Array(length);
  float32 = (length: number) => new Float32Array(length);
  int32 = (length: number) => new Int32Array(length);
  uint32 = (length: number) => new Uint32Array(length);
  int16 = (length: number) => new Int16Array(length);
  uint16 = (length: number) => new Uint16Array(length);
  int8 = (length: number) => new Int8Array(length);
  uint8 = (length: number) => new Uint8Array(length);
  space = (length: number) => new Float64Array(length);

  copy<Values extends KernelArray>(values: Values): Values {
    return values.slice() as Values;
  }

  perThread<Scratch extends KernelArray>(create: () => Scratch): PerThread<Scratch> {
    return new PerThread([create()]);
  }

  async run<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): Promise<void> {
    const { signal } = currentTaskContext();
    const blocks = Math.ceil(work.items / work.block);
    const { done, total } = work.series ?? { done: 0, total: blocks };
    const doBlock = blockOf(kernel, args, work);
    for (let index = 0; index < blocks; index++) {
      doBlock(index);
      if (!isTurnOver()) continue;
      if (work.label !== undefined) await checkpoint(done + index + 1, total, work.label);
      else await continueLater();
      signal?.throwIfAborted();
    }
  }

  runNow<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): void {
    const doBlock = blockOf(kernel, args, work);
    for (let index = 0; index * work.block < work.items; index++) doBlock(index);
  }

  call<Arguments extends readonly KernelArgument[]>(
    { twin }: Kernel<Arguments>,
    args: Readonly<Arguments>,
    start: number,
    end: number,
  ): void {
    twin(...args, start, end);
  }
}

function blockOf<Arguments extends readonly KernelArgument[]>(
  { twin }: Kernel<Arguments>,
  args: Passed<Arguments>,
  { items, block, prepare }: KernelWork,
): (index: number) => void {
  const own = args.map((argument) => (argument instanceof PerThread ? argument.arrays[0]! : argument));
  const call = twin as unknown as (...parameters: unknown[]) => void;
  return (index) => {
    const [start, end] = [index * block, Math.min(items, (index + 1) * block)];
    prepare?.(start, end);
    call(...own, start, end);
  };
}
