import { StringDecoder } from "node:string_decoder";
import { currentRun } from "./current-run.ts";
import type { RunId } from "./protocol.ts";
import { outputLimit } from "../output-limit.ts";

type Emit = (run: RunId | null, name: "stdout" | "stderr", text: string) => void;
type WriteCallback = (error?: Error | null) => void;

/** Sends what user code writes to stdout and stderr to the notebook, synchronously and in order. */
export function captureOutput(emit: Emit): void {
  const limit = outputLimit();
  const printed = new Map<RunId | null, number>();

  const limited: Emit = (run, name, text) => {
    const before = printed.get(run) ?? 0;
    if (before > limit) return;
    printed.set(run, before + text.length);
    if (before + text.length <= limit) return emit(run, name, text);
    emit(run, name, text.slice(0, limit - before));
    emit(run, "stderr", `\n[output truncated: this cell printed more than ${limit.toLocaleString("en")} characters]\n`);
  };

  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | WriteCallback, done?: WriteCallback) => {
      const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
      const run = currentRun();
      // An interrupted cell is over: what goes on behind the others' backs has nothing to say.
      if (text !== "" && run?.interrupted !== true) limited(run?.id ?? null, name, text);
      const callback = typeof encoding === "function" ? encoding : done;
      if (callback !== undefined) process.nextTick(callback);
      return true;
    };
    Object.defineProperty(process[name], "write", { value: write, configurable: true, writable: true });
  }
}
