import childProcess, { type ChildProcess } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import type { Readable } from "node:stream";
import { currentFrame, resumeFrame } from "./current-run.ts";

type StreamName = "stdout" | "stderr";
type Options = Record<string, unknown>;
type Call = (...parameters: unknown[]) => unknown;
type SyncResult = { stdout: unknown; stderr: unknown; output: unknown[] | null };

const streams: readonly StreamName[] = ["stdout", "stderr"];

/**
 * Brings what child processes print that inherit the kernel's stdout or stderr into the cell that started them: the
 * kernel's own go to a terminal that nobody sees. Of the calls that wait for their child it comes at their end.
 */
export function captureInheritedOutput(): void {
  const calls = childProcess as unknown as Record<string, Call>;
  const replace = (name: string, call: Call) => {
    Object.defineProperty(call, "name", { value: name });
    calls[name] = call;
  };
  const { spawn, fork, spawnSync } = calls as Record<"spawn" | "fork" | "spawnSync", Call>;

  replace("spawn", (...parameters) => {
    const { options, inherited } = pipeInherited(parameters, undefined);
    return relay(spawn(...withOptions(parameters, options)) as ChildProcess, inherited);
  });
  replace("fork", (...parameters) => {
    const { silent } = optionsOf(parameters);
    const { options, inherited } = pipeInherited(parameters, silent === true ? undefined : INHERITED_BY_FORKS);
    return relay(fork(...withOptions(parameters, options)) as ChildProcess, inherited);
  });
  replace("spawnSync", (...parameters) => {
    const { options, inherited } = pipeInherited(parameters, undefined);
    const result = spawnSync(...withOptions(parameters, options)) as SyncResult;
    for (const name of inherited) {
      write(name, result[name]);
      result[name] = null;
      if (result.output !== null) result.output[indexOf(name)] = null;
    }
    return result;
  });
  for (const name of ["execSync", "execFileSync"]) replace(name, waitingCall(calls[name]));
  syncBuiltinESMExports();
}

const INHERITED_BY_FORKS = ["inherit", "inherit", "inherit", "ipc"];

/**
 * `execSync` and `execFileSync` give what the child printed on stdout, or throw an error that holds it. Left to their default they
 * print its stderr themselves, by `process.stderr.write`.
 */
function waitingCall(call: Call): Call {
  return (...parameters) => {
    const { options, inherited } = pipeInherited(parameters, undefined);
    if (inherited.length === 0) return call(...parameters);
    const [, stdout] = options.stdio as unknown[];
    const byDefault = inherited.includes("stderr") ? { ...options, stdio: undefined } : options;
    const printed = (text: unknown) => {
      if (inherited.includes("stdout")) write("stdout", text);
      return inherited.includes("stdout") || stdout !== "pipe" ? null : text;
    };
    try {
      return printed(call(...withOptions(parameters, byDefault)));
    } catch (error) {
      printed((error as SyncResult).stdout);
      throw error;
    }
  };
}

/** The options with a pipe for each stream that the child would inherit. */
function pipeInherited(parameters: unknown[], byDefault: unknown): { options: Options; inherited: StreamName[] } {
  const options = optionsOf(parameters);
  const said = options.stdio ?? byDefault;
  const stdio: unknown[] = Array.isArray(said) ? [...(said as unknown[])] : Array<unknown>(3).fill(said);
  const inherited = streams.filter((name) => isInherited(stdio[indexOf(name)], name));
  if (inherited.length === 0) return { options, inherited };
  for (const name of inherited) stdio[indexOf(name)] = "pipe";
  // A pipe has a limit where the kernel's own stream had none.
  return { options: { ...options, stdio, maxBuffer: Infinity }, inherited };
}

function isInherited(stream: unknown, name: StreamName): boolean {
  return stream === "inherit" || stream === indexOf(name) || stream === process[name];
}

function indexOf(name: StreamName): number {
  return streams.indexOf(name) + 1;
}

/** The options come last, behind the command and perhaps its arguments, before a callback. */
function optionsIndex(parameters: unknown[]): number {
  const index = parameters.findIndex((each) => typeof each === "object" && each !== null && !Array.isArray(each));
  if (index >= 0) return index;
  const last = parameters.findLastIndex((each) => each !== undefined && typeof each !== "function");
  return last + 1;
}

function optionsOf(parameters: unknown[]): Options {
  return (parameters[optionsIndex(parameters)] ?? {}) as Options;
}

function withOptions(parameters: unknown[], options: Options): unknown[] {
  const changed = [...parameters];
  changed[optionsIndex(parameters)] = options;
  return changed;
}

/** Prints what comes, and hides the pipes: a child that inherits has none. */
function relay(child: ChildProcess, inherited: readonly StreamName[]): ChildProcess {
  const frame = currentFrame();
  for (const name of inherited) {
    const stream = child[name] as Readable | null;
    stream?.on("data", (chunk) => resumeFrame(frame, () => write(name, chunk)));
    Object.defineProperty(child, name, { value: null, configurable: true, writable: true, enumerable: true });
  }
  return child;
}

function write(name: StreamName, text: unknown): void {
  if (typeof text === "string" || text instanceof Uint8Array) process[name].write(text);
}
