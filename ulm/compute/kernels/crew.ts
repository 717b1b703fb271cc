import { checkpoint, continueLater, endTurn, isTurnOver } from "../checkpoint.ts";
import { currentTaskContext } from "../task-context.ts";
import { coreCount, startThread } from "./start-thread.ts";
import type { Thread } from "./start-thread.ts";
import { field, flag } from "./serve-kernels.ts";
import type { KernelFunction, KernelModule, SharedMemory } from "./serve-kernels.ts";

/** A kernel over a range of items, its arguments as numbers. */
export interface Job {
  /** Its place among the exports of the module. */
  readonly kernel: number;
  /** For each thread: the caller first, then the workers. */
  readonly parameters: readonly (readonly number[])[];
  readonly items: number;
  readonly block: number;
  readonly blocks: number;
  readonly label?: string;
  readonly series?: { readonly done: number; readonly total: number };
  readonly leaveToWorkers?: boolean;
  readonly prepare?: (start: number, end: number) => void;
  /** Whoever releases the memory in which the job works; it must not be collected while workers may still write there. */
  readonly owner: object;
}

/** Who has the crew: until it releases it, or its task is called off. */
interface Holder {
  readonly signal?: AbortSignal | undefined;
  readonly job?: Job;
  /** Settled once no worker works for it any more, when it was given up. */
  givenUp?: Promise<void>;
}

/** Starting a worker takes this long or longer: computations that are done before do without. */
const worthWorkers = 15;
/** After so much work workers are started once the caller's thread is idle: whatever comes next has them. */
const worthIdleTime = 1;
/** How long the caller may stand still for the last blocks of the workers. */
const standStill = 4;
/** How often the caller looks whether the workers are done before it goes to sleep: being woken takes longer than most of them still work. */
const looks = 20_000;

/**
 * The caller's thread and some workers, which take the blocks of one job at a time. They agree by atomic operations on `flags` and
 * `table`; a job is opened when it is written down there, and closed before anything is changed again.
 *
 * A job that is called off is given up by the signal itself, not by the code that waits for it: that code may never be continued,
 * because the timers of an interrupted cell stay silent.
 */
export class Crew {
  /** Workers that shall run, at most. */
  readonly size: number;
  private readonly module: KernelModule;
  private readonly memory: SharedMemory;
  private readonly kernels: readonly KernelFunction[];
  private readonly flags: Int32Array;
  private readonly table: Float64Array;
  private readonly cores = coreCount();
  private threads: Thread[] = [];
  /** Milliseconds that the caller has worked alone. */
  private worked = 0;
  /** Starts the workers once the caller's thread is idle. */
  private planned: ReturnType<typeof setTimeout> | undefined;
  private holder: Holder | undefined;
  /** True while this class works without yielding: whoever finds it true knows that the thread was terminated in a job. */
  private inside = false;
  private readonly queue: (() => void)[] = [];

  constructor(module: KernelModule, memory: SharedMemory, kernels: readonly KernelFunction[], size: number) {
    this.module = module;
    this.memory = memory;
    this.kernels = kernels;
    this.size = size;
    this.flags = new Int32Array(new SharedArrayBuffer(4 * (flag.calls + size)));
    this.table = new Float64Array(new SharedArrayBuffer(8 * (field.parameters + (size + 1) * field.most)));
  }

  /** Starts the workers and waits until they are there, or cannot be. */
  async start(signal?: AbortSignal): Promise<void> {
    this.startThreads();
    while (this.threads.length > 0 && Atomics.load(this.flags, flag.ready) < this.threads.length)
      await standAside(signal);
  }

  /** Ends all workers once no job is under way; a later job that is worth it starts new ones. */
  async stop(): Promise<void> {
    const holder = {};
    await this.acquire(holder);
    await this.endThreads();
    this.release(holder);
  }

  private async endThreads(): Promise<void> {
    const { threads } = this;
    this.threads = [];
    this.forgetPlan();
    await Promise.all(threads.map((thread) => thread.terminate()));
    for (const count of [flag.ready, flag.active]) Atomics.store(this.flags, count, 0);
  }

  /** Runs the job. @throws the reason of the task's signal when it is called off */
  async run(job: Job): Promise<void> {
    const { signal } = currentTaskContext();
    const holder: Holder = { signal, job };
    await this.acquire(holder);
    const giveUp = () => void this.giveUp(holder);
    signal?.addEventListener("abort", giveUp);
    try {
      signal?.throwIfAborted();
      if (job.leaveToWorkers) await this.start(signal);
      this.atOnce(() => this.open(job));
      if (job.leaveToWorkers) await this.watch(job, signal);
      while (this.atOnce(() => this.takeBlocks(job, true))) await this.pause(job, signal);
      await this.settle(signal);
    } catch (error) {
      await this.giveUp(holder);
      throw error;
    } finally {
      signal?.removeEventListener("abort", giveUp);
      this.release(holder);
    }
    this.checkFailure();
  }

  /** Runs the job without yielding; alone while another one is under way. */
  runNow(job: Job): void {
    this.recover();
    if (this.holder !== undefined) {
      for (let index = 0; index < job.blocks; index++) {
        prepareBlock(job, index);
        this.work(job, index);
      }
      return;
    }
    try {
      this.open(job);
      this.takeBlocks(job, false);
    } finally {
      this.close();
      this.waitForWorkers(Infinity);
    }
    this.checkFailure();
  }

  private async acquire(holder: Holder): Promise<void> {
    this.recover();
    while (this.holder !== undefined) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.holder = holder;
  }

  /** Leaves the crew to the next; nothing happens when it was given up before. */
  private release(holder: Holder | undefined): void {
    if (this.holder !== holder) return;
    this.holder = undefined;
    this.queue.shift()?.();
  }

  /** Calls the job off; resolves once no worker works on it, and the next may have the crew. It waits for no timer. */
  private giveUp(holder: Holder): Promise<void> {
    if (this.holder === holder) holder.givenUp ??= this.stopJob().then(() => this.release(holder));
    return holder.givenUp ?? Promise.resolve();
  }

  private async stopJob(): Promise<void> {
    this.closeAndWait();
    if (this.activeWorkers > 0) await this.endThreads();
  }

  /** Does a part of a job that does not yield. */
  private atOnce<Result>(part: () => Result): Result {
    this.inside = true;
    try {
      return part();
    } finally {
      // Not reached when the thread is terminated: that is what the flag is for.
      this.inside = false;
    }
  }

  /** After the caller's thread was terminated in the middle of a job, and no signal said so: gives that job up. */
  private recover(): void {
    if (!this.inside) return;
    this.inside = false;
    this.release(this.holder);
  }

  private open(job: Job): void {
    const { flags, table, size } = this;
    // A thread that was terminated may have left a job open, and workers with blocks of it.
    this.close();
    this.waitForWorkers(Infinity);
    table[field.kernel] = job.kernel;
    table[field.items] = job.items;
    table[field.block] = job.block;
    table[field.blocks] = job.blocks;
    table[field.parameterCount] = job.parameters[0]!.length;
    // The caller knows its own.
    for (let thread = 1; thread < job.parameters.length; thread++) {
      const start = field.parameters + thread * field.most;
      job.parameters[thread]!.forEach((parameter, index) => (table[start + index] = parameter));
    }
    // The caller needs a core too, unless it only watches.
    const wanted = job.leaveToWorkers ? size : Math.min(size, Math.max(1, this.cores - 1));
    Atomics.store(flags, flag.wanted, wanted);
    Atomics.store(flags, flag.next, 0);
    Atomics.store(flags, flag.prepared, job.prepare === undefined ? job.blocks : 0);
    Atomics.store(flags, flag.failed, 0);
    Atomics.store(flags, flag.open, 1);
    // The caller does a single block itself, unless it only watches.
    if (this.threads.length > 0 && (job.blocks > 1 || job.leaveToWorkers)) {
      for (let worker = 0; worker < wanted; worker++) {
        Atomics.add(flags, flag.calls + worker, 1);
        Atomics.notify(flags, flag.calls + worker);
      }
    }
    this.prepareBlocks(job);
  }

  /** The workers begin with the first block while the caller still prepares others. */
  private prepareBlocks(job: Job): void {
    if (job.prepare === undefined) return;
    for (let index = 0; index < job.blocks; index++) {
      prepareBlock(job, index);
      Atomics.store(this.flags, flag.prepared, index + 1);
      Atomics.notify(this.flags, flag.prepared);
    }
  }

  private close(): void {
    Atomics.store(this.flags, flag.open, 0);
    // Nobody takes any more blocks, or waits for one that nobody prepares.
    Atomics.store(this.flags, flag.next, 2 ** 30);
    if (Atomics.load(this.flags, flag.prepared) === this.table[field.blocks]!) return;
    Atomics.store(this.flags, flag.prepared, 2 ** 30);
    Atomics.notify(this.flags, flag.prepared);
  }

  /** Works on the job until its blocks are taken, or, when `inTurns`, the turn is over. @returns whether there may be more */
  private takeBlocks(job: Job, inTurns: boolean): boolean {
    const started = performance.now();
    let hasMore = true;
    while (hasMore && !(inTurns && isTurnOver())) {
      const index = Atomics.add(this.flags, flag.next, 1);
      hasMore = index < job.blocks;
      if (hasMore) this.work(job, index);
    }
    if (this.threads.length === 0 && job.blocks > 1) {
      this.worked += performance.now() - started;
      if (this.worked > worthWorkers) this.startThreads();
      else if (this.worked > worthIdleTime) this.planThreads();
    }
    return hasMore;
  }

  private work(job: Job, index: number): void {
    const start = index * job.block;
    this.kernels[job.kernel]!(...job.parameters[0]!, start, Math.min(job.items, start + job.block));
  }

  /** Leaves the thread to others while the workers work. */
  private async watch(job: Job, signal: AbortSignal | undefined): Promise<void> {
    while (this.threads.length > 0 && (Atomics.load(this.flags, flag.next) < job.blocks || this.activeWorkers > 0)) {
      await this.pause(job, signal);
      await standAside(signal);
    }
  }

  private async pause({ label, blocks, series }: Job, signal: AbortSignal | undefined): Promise<void> {
    const { done, total } = series ?? { done: 0, total: blocks };
    if (label !== undefined) await checkpoint(done + this.blocksDone(blocks), total, label);
    else await continueLater();
    signal?.throwIfAborted();
    // What was left running behind an earlier cell stops with the one that is interrupted.
    currentTaskContext().signal?.throwIfAborted();
  }

  private blocksDone(blocks: number): number {
    const taken = Math.min(Atomics.load(this.flags, flag.next), blocks);
    return Math.max(0, taken - this.activeWorkers);
  }

  /** Closes the job and waits for the blocks that workers still hold. */
  private async settle(signal: AbortSignal | undefined): Promise<void> {
    this.closeAndWait();
    while (this.activeWorkers > 0) await standAside(signal);
  }

  private closeAndWait(): void {
    this.atOnce(() => {
      this.close();
      this.waitForWorkers(standStill);
    });
  }

  private get activeWorkers(): number {
    return Atomics.load(this.flags, flag.active);
  }

  /** Stands still until no worker is active, or `most` milliseconds have passed. */
  private waitForWorkers(most: number): void {
    const end = performance.now() + most;
    for (let look = 0; look < looks && this.activeWorkers > 0; look++);
    for (let active = this.activeWorkers; active > 0; active = this.activeWorkers) {
      const rest = end - performance.now();
      if (rest <= 0) return;
      try {
        // Not for ever: while it waits a thread cannot be terminated.
        Atomics.wait(this.flags, flag.active, active, Math.min(rest, 1000));
      } catch {
        // A browser's window must not wait: it looks again and again.
      }
    }
  }

  /** Each job plans anew: the timer of an earlier one stays silent when its cell was interrupted. */
  private planThreads(): void {
    this.forgetPlan();
    this.planned = setTimeout(() => this.startThreads());
  }

  private forgetPlan(): void {
    clearTimeout(this.planned);
    this.planned = undefined;
  }

  private startThreads(): void {
    this.forgetPlan();
    if (this.threads.length > 0) return;
    const { module, memory, flags, table } = this;
    const task = { module, memory, flags, job: table, flag, field };
    for (let thread = 1; thread <= this.size; thread++) {
      const started = startThread({ ...task, thread }, () => {
        this.threads = this.threads.filter((other) => other !== started);
      });
      if (started !== undefined) this.threads.push(started);
    }
  }

  private checkFailure(): void {
    if (Atomics.exchange(this.flags, flag.failed, 0) === 1) throw new Error("A kernel has failed in a worker.");
  }
}

function prepareBlock({ prepare, items, block }: Job, index: number): void {
  prepare?.(index * block, Math.min(items, (index + 1) * block));
}

/** Leaves the thread to others for a moment. What was called off meanwhile must not touch the crew again, which may be another's. */
async function standAside(signal: AbortSignal | undefined): Promise<void> {
  await endTurn(1);
  signal?.throwIfAborted();
}
