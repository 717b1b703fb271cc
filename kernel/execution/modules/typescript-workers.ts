import { syncBuiltinESMExports } from "node:module";
import { extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import workers, { MessageChannel, type MessagePort, type WorkerOptions } from "node:worker_threads";
import { threadUrl } from "../../thread-url.ts";

/** What `worker-entry.ts` is started with. */
export interface TypescriptWorkerData {
  /** URL of the module that the user's worker is. */
  entry: string;
  /** Answers its transpile requests. */
  transpiler: MessagePort;
  /** The user's. */
  workerData: unknown;
}

const TYPESCRIPT = [".ts", ".tsx", ".mts", ".cts"];

/**
 * Lets `new Worker("./worker.ts")` run a TypeScript module beside the notebook, which Node does not: it starts an entry of ours in its
 * place that loads the module as a cell's import would. All other workers are Node's own.
 *
 * @param addTranspiler is given, for each worker, the port on which its modules are to be transpiled
 */
export function runTypescriptInWorkers(addTranspiler: (port: MessagePort) => void): void {
  const toTypescript = (entry: string | URL, options: WorkerOptions = {}): [string | URL, WorkerOptions] => {
    const url = options.eval === true ? undefined : typescriptUrl(entry);
    if (url === undefined) return [entry, options];
    const { port1, port2 } = new MessageChannel();
    addTranspiler(port1);
    const workerData: TypescriptWorkerData = { entry: url, transpiler: port2, workerData: options.workerData };
    const transferList = [...(options.transferList ?? []), port2];
    return [threadUrl("./worker-entry", import.meta.url), { ...options, workerData, transferList }];
  };

  const NodeWorker = workers.Worker;
  workers.Worker = class Worker extends NodeWorker {
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(...toTypescript(entry, options));
    }
  };
  syncBuiltinESMExports();
}

/** Paths count from the working directory, as for Node. */
function typescriptUrl(entry: unknown): string | undefined {
  if (typeof entry !== "string" && !(entry instanceof URL)) return undefined;
  if (entry instanceof URL && entry.protocol !== "file:") return undefined;
  const path = typeof entry === "string" ? resolve(entry) : fileURLToPath(entry);
  return TYPESCRIPT.includes(extname(path)) ? pathToFileURL(path).href : undefined;
}
