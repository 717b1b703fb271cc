import { serveKernels } from "./serve-kernels.ts";
import type { WorkerTask } from "./serve-kernels.ts";

/** A running worker. */
export interface Thread {
  /** Ends it, in the middle of a kernel if need be; resolves once it has stopped. */
  terminate(): Promise<void>;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: "error", listener: () => void): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

interface BrowserWorker {
  postMessage(message: unknown): void;
  onerror: (() => void) | null;
  terminate(): void;
}

/** What may be there besides the language itself. */
interface Platform {
  process?: { getBuiltinModule?(name: string): unknown };
  Worker?: new (url: string) => BrowserWorker;
  URL?: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
  Blob?: new (parts: string[], options: { type: string }) => object;
  navigator?: { hardwareConcurrency?: number };
}

const platform = globalThis as unknown as Platform;

/** A module of Node, where there is one. Node 20.16 and later can say so without an import, which browsers could not load. */
function nodeModule<Module>(name: string): Module | undefined {
  return platform.process?.getBuiltinModule?.(name) as Module | undefined;
}

/** How many threads the machine runs at the same time. */
export function coreCount(): number {
  const os = nodeModule<{ availableParallelism(): number }>("os");
  return os?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1;
}

/**
 * Starts a worker on the task.
 * @param onError called when it cannot start
 * @returns undefined where there are no workers
 */
export function startThread(task: WorkerTask, onError: () => void): Thread | undefined {
  const threads = nodeModule<{ Worker: new (source: string, options: object) => NodeWorker }>("worker_threads");
  try {
    return threads === undefined ? startInBrowser(task, onError) : startInNode(threads.Worker, task, onError);
  } catch {
    return undefined;
  }
}

function startInNode(
  Worker: new (source: string, options: object) => NodeWorker,
  task: WorkerTask,
  onError: () => void,
): Thread {
  const source = `require("worker_threads").parentPort.once("message", ${serveKernels.toString()});`;
  const worker = new Worker(source, { eval: true, execArgv: [], name: "ulm kernels" });
  worker.on("error", onError);
  // A worker that waits for jobs must not keep a program alive.
  worker.unref();
  worker.postMessage(task);
  return { terminate: async () => void (await worker.terminate()) };
}

function startInBrowser(task: WorkerTask, onError: () => void): Thread | undefined {
  const { Worker, URL, Blob } = platform;
  if (Worker === undefined || URL === undefined || Blob === undefined) return undefined;
  const source = `const serve = ${serveKernels.toString()}; onmessage = ({ data }) => serve(data);`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.onerror = () => {
    onError();
    URL.revokeObjectURL(url);
  };
  worker.postMessage(task);
  return {
    terminate: async () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
