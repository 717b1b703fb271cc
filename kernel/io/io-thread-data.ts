import type { MessagePort } from "node:worker_threads";
import type { KernelSettings } from "../../notebooks/kernel-settings.ts";
import type { ConnectionInfo } from "../wire/connection-info.ts";

/** What the io thread is started with. */
export interface IoThreadData {
  connection: ConnectionInfo;
  /** Path of the connection file. */
  connectionFile: string;
  /** To the main thread: `ToMain` goes out, `FromMain` comes in. */
  main: MessagePort;
  /** Memory of the `OutputGate`. */
  gate: SharedArrayBuffer;
  /** Memory of the `ChildProcessCalls`. */
  calls: SharedArrayBuffer;
  /** How much the main thread's heap may hold, in bytes. */
  heapLimit: number;
  /** From Node's module hooks: local TypeScript to transpile. */
  transpiler: MessagePort;
  /** Brings such a port for each worker of a cell that runs TypeScript. */
  workers: MessagePort;
  /** The notebook's folder. */
  folder: string;
  options: KernelSettings;
}
