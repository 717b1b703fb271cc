import type { Job } from "./crew.ts";
import { PerThread } from "./kernel.ts";
import type { Kernel, KernelArgument, KernelArray, Kernels, KernelWork, Passed } from "./kernel.ts";
import type { KernelEngine } from "./kernel-engine.ts";
import { field } from "./serve-kernels.ts";
import type { KernelFunction } from "./serve-kernels.ts";

type ArrayType<View> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer, address: number, length: number): View;
};

/** Computations that were terminated, so that they could not leave their engine themselves. */
const abandoned = new FinalizationRegistry<{ engine: KernelEngine; addresses: number[] }>(({ engine, addresses }) =>
  engine.leave(addresses),
);

/** Kernels in WebAssembly, for one computation. */
export class SharedKernels implements Kernels {
  private readonly engine: KernelEngine;
  private readonly task: string;
  private readonly addresses: number[] = [];

  constructor(engine: KernelEngine, task: string) {
    this.engine = engine;
    this.task = task;
    engine.enter();
    abandoned.register(this, { engine, addresses: this.addresses }, this);
  }

  /** Takes all memory back; its arrays must not be used any more. */
  close(): void {
    abandoned.unregister(this);
    this.engine.leave(this.addresses.splice(0));
  }

  float64 = (length: number) => this.zeros(Float64Array, length);
  float32 = (length: number) => this.zeros(Float32Array, length);
  int32 = (length: number) => this.zeros(Int32Array, length);
  uint32 = (length: number) => this.zeros(Uint32Array, length);
  int16 = (length: number) => this.zeros(Int16Array, length);
  uint16 = (length: number) => this.zeros(Uint16Array, length);
  int8 = (length: number) => this.zeros(Int8Array, length);
  uint8 = (length: number) => this.zeros(Uint8Array, length);
  space = (length: number) => this.allocate(Float64Array, length);

  copy<Values extends KernelArray>(values: Values): Values {
    const view = this.allocate(values.constructor as ArrayType<KernelArray>, values.length);
    view.set(values);
    return view as Values;
  }

  perThread<Scratch extends KernelArray>(create: () => Scratch): PerThread<Scratch> {
    return new PerThread(Array.from({ length: this.engine.crew.size + 1 }, create));
  }

  run<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): Promise<void> {
    if (!work.alone) return this.engine.crew.run(this.job(kernel, args, work));
    this.runAlone(kernel, args, work);
    return Promise.resolve();
  }

  runNow<Arguments extends readonly KernelArgument[]>(
    kernel: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): void {
    if (work.alone) this.runAlone(kernel, args, work);
    else this.engine.crew.runNow(this.job(kernel, args, work));
  }

  call<Arguments extends readonly KernelArgument[]>(
    { name }: Kernel<Arguments>,
    args: Readonly<Arguments>,
    start: number,
    end: number,
  ): void {
    const parameters = this.parametersOf(name, args, 0);
    parameters.push(start, end);
    this.function(name)(...parameters);
  }

  private runAlone<Arguments extends readonly KernelArgument[]>(
    { name }: Kernel<Arguments>,
    args: Passed<Arguments>,
    { items, block, prepare }: KernelWork,
  ): void {
    const kernel = this.function(name);
    const parameters = this.parametersOf(name, args, 0);
    for (let start = 0; start < items; start += block) {
      const end = Math.min(items, start + block);
      prepare?.(start, end);
      kernel(...parameters, start, end);
    }
  }

  private function(name: string): KernelFunction {
    const kernel = this.engine.functions.get(name);
    if (kernel === undefined) throw notExported(name);
    return kernel;
  }

  /** The arguments as numbers, for one of the threads. */
  private parametersOf(name: string, args: readonly unknown[], thread: number): number[] {
    const parameters: number[] = [];
    for (let index = 0; index < args.length; index++) {
      const argument = args[index];
      const own = argument instanceof PerThread ? argument.arrays[thread] : argument;
      parameters.push(this.parameter(name, own as KernelArgument, index));
    }
    return parameters;
  }

  private parameter(kernel: string, argument: KernelArgument, index: number): number {
    if (typeof argument === "number") return argument;
    if (this.engine.holds(argument)) return argument.byteOffset;
    throw new Error(`${kernel}: argument ${index} is an array that kernels cannot reach. Pass kernels.copy(array).`);
  }

  private zeros<View extends KernelArray>(Type: ArrayType<View>, length: number): View {
    const view = this.allocate(Type, length);
    view.fill(0);
    return view;
  }

  private allocate<View>(Type: ArrayType<View>, length: number): View {
    const address = this.engine.allocate(length * Type.BYTES_PER_ELEMENT, this.task);
    this.addresses.push(address);
    return this.engine.view(Type, address, length);
  }

  private job<Arguments extends readonly KernelArgument[]>(
    { name }: Kernel<Arguments>,
    args: Passed<Arguments>,
    work: KernelWork,
  ): Job {
    const kernel = this.engine.names.indexOf(name);
    if (kernel < 0) throw notExported(name);
    if (args.length > field.most) throw new Error(`${name} takes more than ${field.most} arguments.`);
    if (!(work.block >= 1)) throw new Error(`${name}: a block must hold at least one item, not ${work.block}.`);
    const own = args.some((argument) => (argument as unknown) instanceof PerThread);
    const first = this.parametersOf(name, args, 0);
    const parameters = Array.from({ length: this.engine.crew.size + 1 }, (_, thread) =>
      own && thread > 0 ? this.parametersOf(name, args, thread) : first,
    );
    return { ...work, kernel, parameters, blocks: Math.ceil(work.items / work.block), owner: this };
  }
}

function notExported(name: string): Error {
  return new Error(`No kernel is exported as "${name}" from ulm/compute/assembly/.`);
}
