/** The entry of a worker whose own is TypeScript: makes the thread ready for it, then stands back. */
import { register, syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";
import { LOCAL_SCHEME } from "./local-module-scheme.ts";
import type { TypescriptWorkerData } from "./typescript-workers.ts";

const { entry, transpiler, workerData } = threads.workerData as TypescriptWorkerData;
Object.assign(threads, { workerData });
syncBuiltinESMExports();
const hooks = import.meta.url.replace(/worker-entry(\.[jt]s)$/, "local-module-hooks$1");
register(hooks, { data: { port: transpiler }, transferList: [transpiler] });
process.setSourceMapsEnabled(true);
await import(`${LOCAL_SCHEME}${entry}`);
