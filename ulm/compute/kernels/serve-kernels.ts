/** A compiled module, as far as it matters here: the types of WebAssembly come with the DOM's, which Node's compiler does not know. */
export type KernelModule = object;

/** The memory that all threads share. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

export type KernelFunction = (...parameters: number[]) => void;

/** The part of WebAssembly's interface to JavaScript that is used here. */
export interface WebAssemblyInterface {
  Module: new (bytes: Uint8Array) => KernelModule;
  Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => SharedMemory;
  Instance: new (module: KernelModule, imports: object) => { exports: Record<string, KernelFunction> };
}

/** Where things stand in `flags`, an Int32Array that all threads share. */
export const flag = {
  /** 1 while blocks of the job may be taken. */
  open: 0,
  /** The next block that nobody has taken. */
  next: 1,
  /** How many workers are looking at the job. */
  active: 2,
  /** How many workers have started. */
  ready: 3,
  /** 1 when a kernel failed in a worker. */
  failed: 4,
  /** How many workers shall help with the job: the first ones. */
  wanted: 5,
  /** How many blocks are prepared; whoever has taken a later one waits for it. More than there are when the job was called off. */
  prepared: 6,
  /**
   * From here on: how many jobs each worker was called to. It waits for its own, so that always the same ones are woken, whose caches
   * are warm.
   */
  calls: 7,
} as const;

/** Where things stand in `job`, a Float64Array that all threads share; from `parameters` on stand those of each thread. */
export const field = {
  kernel: 0,
  items: 1,
  block: 2,
  blocks: 3,
  parameterCount: 4,
  parameters: 5,
  /** At most this many parameters, `start` and `end` not counted. */
  most: 32,
} as const;

/** What a worker is given when it starts. */
export interface WorkerTask {
  readonly module: KernelModule;
  readonly memory: SharedMemory;
  readonly flags: Int32Array;
  readonly job: Float64Array;
  /** Which thread it is: the caller is 0. */
  readonly thread: number;
  readonly flag: typeof flag;
  readonly field: typeof field;
}

/**
 * What a worker does: it waits for jobs and takes blocks of them for ever, without ever returning to its event loop. Its text is the
 * worker's whole program, so that no file has to be found: it may use nothing but its parameter and globals.
 */
export function serveKernels(task: WorkerTask): void {
  const { module, memory, flags, job, thread, flag, field } = task;
  const { Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;
  const abort = () => {
    throw new Error("A kernel has failed.");
  };
  const kernels = Object.values(new Instance(module, { env: { memory, abort } }).exports);
  const preparedAfter = (index: number) => {
    for (let look = 0; look < 20_000 && Atomics.load(flags, flag.prepared) <= index; look++);
    let prepared = Atomics.load(flags, flag.prepared);
    while (prepared <= index) {
      Atomics.wait(flags, flag.prepared, prepared);
      prepared = Atomics.load(flags, flag.prepared);
    }
    return prepared;
  };
  const first = field.parameters + thread * field.most;
  const own = flag.calls + thread - 1;
  let seen = Atomics.load(flags, own);
  Atomics.add(flags, flag.ready, 1);
  Atomics.notify(flags, flag.ready);
  for (;;) {
    // Jobs often follow each other closely. Looking for the next one for a while (some 80 µs) is quicker than to be woken.
    if (thread <= Atomics.load(flags, flag.wanted)) {
      for (let look = 0; look < 20_000 && Atomics.load(flags, own) === seen; look++);
    }
    Atomics.wait(flags, own, seen);
    seen = Atomics.load(flags, own);
    // First say that the job is looked at, then look: the caller does the reverse when it closes one.
    Atomics.add(flags, flag.active, 1);
    if (Atomics.load(flags, flag.open) === 1) {
      const kernel = kernels[job[field.kernel]!]!;
      const parameters: number[] = [];
      for (let index = 0; index < job[field.parameterCount]!; index++) parameters.push(job[first + index]!);
      const items = job[field.items]!;
      const block = job[field.block]!;
      const blocks = job[field.blocks]!;
      try {
        for (let index = Atomics.add(flags, flag.next, 1); index < blocks; index = Atomics.add(flags, flag.next, 1)) {
          if (preparedAfter(index) > blocks) break;
          kernel(...parameters, index * block, Math.min(items, (index + 1) * block));
        }
      } catch {
        Atomics.store(flags, flag.failed, 1);
      }
    }
    Atomics.sub(flags, flag.active, 1);
    Atomics.notify(flags, flag.active);
  }
}
