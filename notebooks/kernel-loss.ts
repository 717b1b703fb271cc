import type { Localized } from "./localized.ts";

/** Why the process of a kernel ended. `detail` is the last that it said of itself. */
export type ExitCause =
  | { kind: "not-started"; detail: string }
  | { kind: "out-of-memory" }
  | { kind: "killed" }
  /** A cell called `process.exit`. */
  | { kind: "process-exit" }
  | { kind: "signal"; signal: string; detail: string }
  /** 0: it ended by itself. */
  | { kind: "exit-code"; code: number; detail: string };

/** `metadata.ulm` of the status by which the host tells that a kernel ended unasked. */
export interface KernelLoss {
  cause: ExitCause;
  /** Id of the cell that was running. */
  running?: string;
  /** Ids of the cells that bring its variables back, in the order to run them. */
  replay: string[];
}

/** A cause as the end of a sentence whose subject is the kernel. */
export function describeExit(cause: ExitCause): Localized {
  switch (cause.kind) {
    case "not-started":
      return { en: `it could not be started: ${cause.detail}`, "zh-CN": `无法启动：${cause.detail}` };
    case "out-of-memory":
      return {
        en: "it ran out of memory. Outputs are kept. To give it more, start ULM with NODE_OPTIONS=--max-old-space-size=8192 (in MB) in the environment",
        "zh-CN":
          "内存不足。输出已保留。如需更多内存，请设置环境变量 NODE_OPTIONS=--max-old-space-size=8192（单位 MB）后重新启动 ULM",
      };
    case "killed":
      return { en: "it was killed, perhaps because memory ran out", "zh-CN": "进程被强行终止，可能是内存不足" };
    case "process-exit":
      return { en: "a cell ended it by process.exit", "zh-CN": "某个单元格调用了 process.exit" };
    case "signal": {
      const { signal, detail } = cause;
      return withDetail({ en: `it was ended by ${signal}`, "zh-CN": `进程被信号 ${signal} 终止` }, detail);
    }
    case "exit-code": {
      const { code, detail } = cause;
      if (code === 0) return { en: "it ended by itself", "zh-CN": "进程自行结束" };
      return withDetail({ en: `it ended with exit code ${code}`, "zh-CN": `进程以退出码 ${code} 结束` }, detail);
    }
  }
}

function withDetail(text: Localized, detail: string): Localized {
  return detail === "" ? text : { en: `${text.en}: ${detail}`, "zh-CN": `${text["zh-CN"]}：${detail}` };
}
