import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { EXERCISE_COMM_TARGET, type ExerciseRequest, type Scope } from "../../notebooks/exercise.ts";
import { captureOutput } from "./capture-output.ts";
import type { ChildProcessCalls } from "./child-process-calls.ts";
import { captureInheritedOutput } from "./child-process-output.ts";
import { Comms } from "./comms.ts";
import { createDisplay, type DisplaySink } from "./display/display-api.ts";
import { represent } from "./display/represent.ts";
import { createDenoNamespace } from "./deno-namespace.ts";
import { ExerciseService, refuseLesson } from "./exercise-service.ts";
import { Executor } from "./executor.ts";
import { guardProcess } from "./guard-process.ts";
import { describeChanges, Intrinsics } from "./intrinsics.ts";
import { leaveInterruptedCode } from "./leave-interrupted-code.ts";
import { LazyGlobals } from "./lazy-globals.ts";
import { ModuleLoader } from "./modules/module-loader.ts";
import { runTypescriptInWorkers } from "./modules/typescript-workers.ts";
import type { OutputGate } from "./output-gate.ts";
import { Prompter } from "./prompt.ts";
import type { FromMain, ToMain } from "./protocol.ts";
import { currentRun, followPromises, leaveRun, suspectedRun } from "./current-run.ts";
import { tieTimersToRuns } from "./run-timers.ts";
import { KeyboardInterrupt } from "./run.ts";
import { StackFrames } from "./stack-frames.ts";
import { Tracebacks } from "./traceback.ts";
import { TaskProgress } from "./task-progress.ts";
import { createTslabModule } from "./tslab-module.ts";

/** What joins the thread that runs cells with the io thread. */
export interface SessionPorts {
  io: MessagePort;
  /** For local TypeScript modules. */
  transpiler: MessagePort;
  /** Takes a port to transpile on for each worker. */
  workers: MessagePort;
  gate: OutputGate;
  calls: ChildProcessCalls;
}

/** Makes this thread the one that runs cells: it answers the messages of the io thread on `io` from now on. */
export function startSession({ io, transpiler, workers, gate, calls }: SessionPorts): void {
  const folder = process.cwd();
  const post = (message: FromMain) => io.postMessage(message);
  const stacks = new StackFrames();
  stacks.install();
  const tracebacks = new Tracebacks(stacks);
  const reportLate = (error: unknown, promise?: unknown) => {
    const run = suspectedRun(promise);
    // What an interrupted run leaves undone is no error.
    if (run?.interrupted !== true && !(error instanceof KeyboardInterrupt))
      post({ kind: "late-error", run: run?.id ?? null, error: tracebacks.report(error) });
  };

  const sink = createSink(post, reportLate);
  const comms = new Comms(post);
  const prompter = new Prompter(post);
  const modules = new ModuleLoader({ folder, virtual: { tslab: () => createTslabModule(sink) }, transpiler });
  const progress = new TaskProgress(sink);
  const executor = new Executor({
    post,
    checkIntrinsics: (run) => {
      const changed = intrinsics.check();
      const text = changed && describeChanges(changed);
      if (text) post({ kind: "stream", run, name: "stderr", text });
    },
    modules,
    globals: new LazyGlobals(),
    stacks,
    tracebacks,
    deno: createDenoNamespace(sink),
    meta: importMetadata(folder, modules),
    onStart: () => calls.reset(),
    onEnd: (run) => {
      calls.reset();
      progress.erase(run);
    },
  });
  Object.assign(globalThis, { display: createDisplay(sink), prompt: prompter.prompt, comms, require: modules.require });

  serveExercises(comms, executor.scope);

  followPromises();
  tieTimersToRuns();
  leaveInterruptedCode();
  captureInheritedOutput();
  runTypescriptInWorkers((port) => workers.postMessage(port, [port]));
  calls.follow();
  captureOutput((run, name, text) => {
    post({ kind: "stream", run, name, text });
    gate.enter(text.length);
  });
  const exit = guardProcess({ reportLate, post, tracebacks });
  process.on("SIGINT", () => executor.interrupt());
  // From here on all changes are those of cells.
  const intrinsics = new Intrinsics(() => tryOut(tracebacks));

  io.on("message", (message: ToMain) => {
    switch (message.kind) {
      case "run":
        return void executor.run(message);
      case "interrupt":
        executor.interrupt();
        return post({ kind: "interrupted", request: message.request });
      case "input":
        return prompter.answer(message.request, message.value);
      case "exit":
        return exit(message.code);
      default:
        return void leaveRun(() => comms.handle(message))
          .catch(reportLate)
          .finally(() => post({ kind: "comm-done", request: message.request }));
    }
  });
  post({ kind: "ready" });
}

/** Sends outputs to the run that makes them, in the order in which they were asked for; an interrupted one has nothing to show any more. */
function createSink(post: (message: FromMain) => void, reportLate: (error: unknown) => void): DisplaySink {
  let previous = Promise.resolve();
  return {
    represent,
    clear: (wait) => {
      const run = currentRun();
      if (run?.interrupted !== true) post({ kind: "clear-output", run: run?.id ?? null, wait });
    },
    show: (bundle, { run: owner, ...options }) => {
      const run = owner ?? currentRun();
      if (owner === undefined && run?.interrupted === true) return;
      const message = { kind: "display", run: run?.id ?? null, ...options } as const;
      if (!(bundle instanceof Promise) && (run?.pendingOutputs.size ?? 0) === 0) return post({ ...message, bundle });
      const shown = previous
        .then(() => bundle)
        .then((made) => post({ ...message, bundle: made }))
        .catch(reportLate)
        .finally(() => run?.pendingOutputs.delete(shown));
      previous = shown;
      run?.pendingOutputs.add(shown);
    },
  };
}

/** Uses what the kernel itself needs to run a cell and to show what came of it. @throws whatever a cell made of it */
function tryOut(tracebacks: Tracebacks): void {
  represent([{ number: 1, text: "text" }]);
  tracebacks.report(new Error("tried out"));
  const known = new Map([[1, new Set([1]).add(2)]]).set(2, new Set());
  const weak = new WeakMap([[known, 1]]).set(known, 2);
  if (!known.has(1) || known.get(1)?.size !== 2 || weak.get(known) !== 2) throw new Error("collections do not keep");
  if (
    [1, 2]
      .map((each) => each + 1)
      .filter((each) => each > 2)
      .join() !== "3"
  )
    throw new Error("lists do not keep");
  if (JSON.stringify(JSON.parse('{"a":1}')) !== '{"a":1}') throw new Error("JSON is not read");
  void Promise.race([Promise.resolve().finally(() => {})]).then(() => {});
}

function importMetadata(folder: string, modules: ModuleLoader) {
  const filename = join(folder, "notebook.ts");
  return {
    url: pathToFileURL(filename).href,
    dirname: folder,
    filename,
    resolve: (specifier: string) => modules.resolve(specifier),
  };
}

function serveExercises(comms: Comms, scope: Scope): void {
  comms.register(EXERCISE_COMM_TARGET, async (comm, data) => {
    try {
      const service = await ExerciseService.load((data as { lesson?: unknown } | null)?.lesson, scope);
      comm.onMessage = async (request) => comm.send(await service.answer(request as ExerciseRequest));
    } catch (error) {
      comm.send(refuseLesson(error));
      comm.close();
    }
  });
}
