import type { Kernels } from "./kernel.ts";
import { KernelEngine } from "./kernel-engine.ts";
import { PlainKernels } from "./plain-kernels.ts";
import { SharedKernels } from "./shared-kernels.ts";
import { coreCount } from "./start-thread.ts";

/** How kernels are run. */
export interface KernelSettings {
  /** Workers beside the caller's thread. Default 2, or as many as there are cores when that is less. They change speed, never results. */
  readonly workers: number;
  /** "webassembly" where it is permitted, the default; "plain" never asks for it. */
  readonly engine: "webassembly" | "plain";
}

/** How kernels run here. */
export interface KernelStatus extends KernelSettings {
  /** Why there is no WebAssembly although it was wanted. */
  readonly reason?: string;
  /** What its memory holds now, used or not. */
  readonly bytes: number;
}

let settings: KernelSettings = { workers: Math.min(2, coreCount()), engine: "webassembly" };
let engine: KernelEngine | undefined;
let refusal: string | undefined;

/**
 * Runs `task` with memory for kernels and releases all of it when the task ends, well or not: return copies (`slice`).
 * @param name who computes, for messages
 */
export async function withKernels<Result>(name: string, task: (kernels: Kernels) => Promise<Result>): Promise<Result> {
  const kernels = openKernels(name);
  try {
    return await task(kernels);
  } finally {
    if (kernels instanceof SharedKernels) kernels.close();
  }
}

/** The same for synchronous computations, which use `kernels.runNow`. */
export function withKernelsNow<Result>(name: string, task: (kernels: Kernels) => Result): Result {
  const kernels = openKernels(name);
  try {
    return task(kernels);
  } finally {
    if (kernels instanceof SharedKernels) kernels.close();
  }
}

/** Changes how kernels run from now on, and waits until the workers are there. Computations under way keep what they have. */
export async function configureKernels(changes: Partial<KernelSettings>): Promise<KernelStatus> {
  settings = { ...settings, ...changes };
  const previous = engine;
  engine = undefined;
  refusal = undefined;
  await previous?.crew.stop();
  const started = openEngine();
  await started?.crew.start();
  return kernelStatus();
}

export function kernelStatus(): KernelStatus {
  const current = openEngine();
  return {
    ...settings,
    engine: current === undefined ? "plain" : "webassembly",
    ...(refusal === undefined ? {} : { reason: refusal }),
    bytes: current?.bytes ?? 0,
  };
}

function openKernels(name: string): PlainKernels | SharedKernels {
  const current = openEngine();
  return current === undefined ? new PlainKernels() : new SharedKernels(current, name);
}

function openEngine(): KernelEngine | undefined {
  if (settings.engine === "plain" || refusal !== undefined) return undefined;
  try {
    engine ??= createEngine();
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  return engine;
}

function createEngine(): KernelEngine {
  const created = new KernelEngine(settings.workers);
  created.onOutgrown = () => {
    if (engine === created) engine = undefined;
    void created.crew.stop();
  };
  return created;
}
