/** The io thread: owns the sockets and the language thread, and is never kept from answering by user code. */
import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { workerData, type MessagePort } from "node:worker_threads";
import type { ModuleCellNotice, TranspileReply } from "../execution/modules/local-module-hooks.ts";
import { ChildProcessCalls } from "../execution/child-process-calls.ts";
import { OutputGate } from "../execution/output-gate.ts";
import { codeFolder } from "../code-cache.ts";
import { kernelExitCode } from "../exit-codes.ts";
import { hasPorts } from "../wire/connection-info.ts";
import { writeConnectionFile } from "../wire/write-connection-file.ts";
import type { IoThreadData } from "./io-thread-data.ts";
import { Kernel } from "./kernel.ts";
import { LanguageClient } from "./language-client.ts";
import { KernelSockets, PortInUseError } from "./sockets.ts";
import { watchParent } from "./watch-parent.ts";

/** The process's own: what this thread writes to `process.stderr` passes through the main thread, which may be busy. */
const STDERR = 2;

const { connection, connectionFile, main, transpiler, workers, gate, calls, heapLimit, folder, options } =
  workerData as IoThreadData;

const language = new LanguageClient({
  notebookFolder: folder,
  applicationFolder: fileURLToPath(new URL("../../../", import.meta.url)),
  preludeFolder: fileURLToPath(new URL("../prelude/", import.meta.url)),
  codeFolder: codeFolder(),
  options,
});

serveTranspiler(transpiler);
workers.on("message", serveTranspiler);

const sockets = new KernelSockets(connection.key);
const kernel = new Kernel({
  ...{ sockets, language, main, heapLimit },
  onModuleCell: (moduleCell) => transpiler.postMessage({ moduleCell } satisfies ModuleCellNotice),
  gate: new OutputGate(gate),
  calls: new ChildProcessCalls(calls),
});
watchParent(() => void kernel.shutDown());
process.once("uncaughtException", (error) => void endProcess(error));
const bound = await sockets.bind(connection);
if (!hasPorts(connection)) await writeConnectionFile(connectionFile, bound);
await kernel.start();

/** Transpiles what comes over a port, for as long as its other side is there. */
function serveTranspiler(port: MessagePort): void {
  port.on("message", ({ id, fileName, source }: { id: number; fileName: string; source?: string }) => {
    language.request({ kind: "transpile", fileName, source }).then(
      (result) => port.postMessage({ id, ...result } satisfies TranspileReply),
      (error: Error) => port.postMessage({ id, failure: error.message } satisfies TranspileReply),
    );
  });
}

/** Ends the process in order: an error that ended this thread would take the sockets down with a core dump. */
async function endProcess(cause: unknown): Promise<void> {
  const isTaken = cause instanceof PortInUseError;
  const text = isTaken
    ? cause.message
    : `the io thread failed: ${cause instanceof Error ? cause.stack : String(cause)}`;
  writeSync(STDERR, `ulm kernel: ${text}\n`);
  await sockets.close().catch(() => {});
  await kernel.end(isTaken ? kernelExitCode.portInUse : kernelExitCode.fault);
}
