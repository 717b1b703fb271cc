/** The kernel's process: `node <kernelNodeFlags> main.js --connection-file FILE`. This thread runs user code only. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { getHeapStatistics } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";
import { keepModulesCode } from "./code-cache.ts";
import { ChildProcessCalls } from "./execution/child-process-calls.ts";
import { OutputGate } from "./execution/output-gate.ts";
import { startSession } from "./execution/start-session.ts";
import { kernelExitCode } from "./exit-codes.ts";
import type { IoThreadData } from "./io/io-thread-data.ts";
import type { KernelSettings } from "../notebooks/kernel-settings.ts";
import { readKernelOptions } from "./kernel-options.ts";
import { kernelNodeFlags } from "./launch.ts";
import { threadUrl } from "./thread-url.ts";
import type { ConnectionInfo } from "./wire/connection-info.ts";

function fail(message: string): never {
  process.stderr.write(`ulm kernel: ${message}\n`);
  process.exit(kernelExitCode.usage);
}

function findConnectionFile(): string {
  const { values } = parseArgs({ options: { "connection-file": { type: "string" } } });
  return values["connection-file"] ?? fail("--connection-file FILE is missing");
}

function readConnectionFile(file: string): ConnectionInfo {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ConnectionInfo;
  } catch (error) {
    return fail(`the connection file ${file} cannot be read: ${(error as Error).message}`);
  }
}

function readOptions(): KernelSettings {
  try {
    return readKernelOptions(process.env);
  } catch (error) {
    return fail((error as Error).message);
  }
}

const missingFlags = kernelNodeFlags.filter((flag) => !process.execArgv.includes(flag));
if (missingFlags.length > 0) fail(`Node must be started with ${missingFlags.join(" ")}`);

keepModulesCode();
const connectionFile = findConnectionFile();
const connection = readConnectionFile(connectionFile);
const exit = process.exit.bind(process);
const cells = new MessageChannel();
const transpiler = new MessageChannel();
const workers = new MessageChannel();
const gate = new OutputGate();
const calls = new ChildProcessCalls();
const data: IoThreadData = {
  ...{ connection, connectionFile, folder: process.cwd(), options: readOptions() },
  ...{ gate: gate.memory, calls: calls.memory, heapLimit: getHeapStatistics().heap_size_limit },
  ...{ main: cells.port2, transpiler: transpiler.port2, workers: workers.port2 },
};
const io = new Worker(threadUrl("./io/io-thread", import.meta.url), {
  workerData: data,
  transferList: [cells.port2, transpiler.port2, workers.port2],
});
const writeError = process.stderr.write.bind(process.stderr);
io.on("error", (error) => {
  const text = error instanceof Error ? error.stack : String(error);
  writeError(`ulm kernel: the io thread failed: ${text}\n`, () => exit(kernelExitCode.fault));
});
io.on("exit", () => exit(0));
startSession({ io: cells.port1, transpiler: transpiler.port1, workers: workers.port1, gate, calls });
