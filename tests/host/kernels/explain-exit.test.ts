import { describe, expect, it } from "vitest";
import { describeExit } from "../../../notebooks/kernel-loss.ts";
import { explainExit } from "../../../host/kernels/explain-exit.ts";
import { kernelExitCode } from "../../../kernel/exit-codes.ts";

/** What Node 20 writes on stderr when nobody catches an error. */
const uncaught = {
  withStack: `file:///app/main.js:3
throw new TypeError("no such thing");
      ^

TypeError: no such thing
    at file:///app/main.js:3:7
    at ModuleJob.run (node:internal/modules/esm/module_job:222:25) {
  [cause]: Error: another
      at file:///app/main.js:2:7
}

Node.js v20.20.2
`,
  withoutStack: `node:internal/modules/run_main:123
    triggerUncaughtException(
    ^

[Error: Address already in use] {
  errno: 98,
  code: 'EADDRINUSE',
  address: 'tcp://127.0.0.1:42261'
}

Node.js v20.20.2
`,
  withCode: `node:internal/modules/esm/resolve:283
    throw new ERR_MODULE_NOT_FOUND(
          ^

Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/gone.js' imported from /app/main.js
    at finalizeResolution (node:internal/modules/esm/resolve:283:11)

Node.js v20.20.2
`,
};

describe("explainExit", () => {
  it.each([
    [
      134,
      null,
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
      "ran out of memory",
    ],
    [null, "SIGKILL", "", "was killed, perhaps because memory ran out"],
    [null, "SIGSEGV", "", "was ended by SIGSEGV"],
    [null, "SIGABRT", "terminate called\n", "was ended by SIGABRT: terminate called"],
    [3, null, "warning\nulm kernel: the port is taken\n", "ended with exit code 3: ulm kernel: the port is taken"],
    [1, null, "at x\nError: no module\n", "ended with exit code 1: Error: no module"],
    [1, null, uncaught.withStack, "ended with exit code 1: TypeError: no such thing"],
    [1, null, uncaught.withoutStack, "ended with exit code 1: Error: Address already in use"],
    [
      1,
      null,
      uncaught.withCode,
      "ended with exit code 1: Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/gone.js' imported from /app/main.js",
    ],
    [1, null, "\nNode.js v20.20.2\n", "ended with exit code 1"],
    [0, null, "", "ended by itself"],
  ] as const)("%s %s", (code, signal, errors, reason) => {
    const [said] = describeExit(explainExit(code, signal, errors)).en.split(". Outputs are kept");
    expect(said).toBe(`it ${reason}`);
  });

  it("names a cell that wanted it", () => {
    expect(explainExit(kernelExitCode.cellExit, null, "")).toEqual({ kind: "process-exit" });
  });
});
