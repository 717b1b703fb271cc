/** The io thread: owns the sockets and the language thread, and is never kept from answering by user code. */
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";
import type { TranspileReply } from "../execution/modules/local-module-hooks.ts";
import type { IoThreadData } from "./io-thread-data.ts";
import { Kernel } from "./kernel.ts";
import { LanguageClient } from "./language-client.ts";
import { KernelSockets } from "./sockets.ts";
import { watchParent } from "./watch-parent.ts";

const { connection, main, transpiler, folder } = workerData as IoThreadData;

const language = new LanguageClient({
  notebookFolder: folder,
  applicationFolder: fileURLToPath(new URL("../../../", import.meta.url)),
  preludeFolder: fileURLToPath(new URL("../prelude/", import.meta.url)),
});

transpiler.on("message", ({ id, fileName, source }: { id: number; fileName: string; source: string }) => {
  language.request({ kind: "transpile", fileName, source }).then(
    (result) => transpiler.postMessage({ id, ...result } satisfies TranspileReply),
    (error: Error) => transpiler.postMessage({ id, failure: error.message } satisfies TranspileReply),
  );
});

const sockets = new KernelSockets(connection.key);
const kernel = new Kernel(sockets, language, main);
watchParent(() => void kernel.shutDown());
await sockets.bind(connection);
await kernel.start();
