import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, sep } from "node:path";
import util from "node:util";
import type * as tensorflow from "@tensorflow/tfjs";
import type { KernelBackend, KernelFunc as KernelFunction, TensorInfo } from "@tensorflow/tfjs";
import type * as wasmBackend from "@tensorflow/tfjs-backend-wasm";
import { filterGradientKernel } from "./filter-gradient.ts";

type Tensorflow = typeof tensorflow;

const require = createRequire(import.meta.url);

/** Operations that training needs and the WASM backend lacks, and that are rare enough for the CPU backend. */
const LEFT_TO_CPU = ["UnsortedSegmentSum"];

let loading: Promise<Tensorflow> | undefined;
let version: string | undefined;

/** TensorFlow.js with the fastest backend that works here, loaded once; says in one line which. */
export function loadTensorflow(): Promise<Tensorflow> {
  loading ??= loadFastest();
  return loading;
}

/** Of TensorFlow.js and the backend that was chosen, once it is loaded: results depend on both. */
export function tensorflowVersion(): string | undefined {
  return version;
}

async function loadFastest(): Promise<Tensorflow> {
  const tf = (await loadNative()) ?? (await loadWasm()) ?? (await loadCpu());
  version = `${tf.version.tfjs} (${tf.getBackend()})`;
  process.stderr.write(`tf: TensorFlow.js ${tf.version.tfjs}, ${describeBackend(tf.getBackend())}\n`);
  return tf;
}

/** The native binding, an optional dependency; undefined where it is not installed or does not load. */
async function loadNative(): Promise<Tensorflow | undefined> {
  try {
    require.resolve("@tensorflow/tfjs-node");
    restoreRemovedUtilities();
    // Its library reports on the processor otherwise; warnings and errors stay.
    process.env.TF_CPP_MIN_LOG_LEVEL ??= "1";
    const tf = require("@tensorflow/tfjs-node") as Tensorflow;
    await tf.ready();
    offerWasm(tf);
    return tf;
  } catch {
    return undefined;
  }
}

/** tfjs-node 4.22 uses functions that Node 23 removed. */
function restoreRemovedUtilities(): void {
  const utilities = util as unknown as Record<string, (value: unknown) => boolean>;
  utilities.isNullOrUndefined ??= (value) => value === null || value === undefined;
  utilities.isArray ??= (value) => Array.isArray(value);
}

async function loadWasm(): Promise<Tensorflow | undefined> {
  try {
    const tf = require("@tensorflow/tfjs") as Tensorflow;
    offerWasm(tf);
    if (!(await tf.setBackend("wasm"))) return undefined;
    await tf.ready();
    return tf;
  } catch {
    return undefined;
  }
}

/** Makes "wasm" one of the backends that `tf.setBackend` knows. */
function offerWasm(tf: Tensorflow): void {
  const wasm = require("@tensorflow/tfjs-backend-wasm") as typeof wasmBackend;
  wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"))}${sep}`);
  addMissingKernels(tf);
}

async function loadCpu(): Promise<Tensorflow> {
  const tf = require("@tensorflow/tfjs") as Tensorflow;
  await tf.setBackend("cpu");
  await tf.ready();
  return tf;
}

/** Gives WASM what it lacks: a kernel of our own, or the CPU backend's. */
function addMissingKernels(tf: Tensorflow): void {
  // It would greet the user with advice to install what was tried already.
  (tf.findBackend("cpu") as { firstUse?: boolean }).firstUse = false;
  if (tf.getKernel(tf.Conv2DBackpropFilter, "wasm") === undefined) {
    const kernelFunc = filterGradientKernel(tf);
    tf.registerKernel({ kernelName: tf.Conv2DBackpropFilter, backendName: "wasm", kernelFunc });
  }
  for (const kernelName of LEFT_TO_CPU) {
    const onCpu = tf.getKernel(kernelName, "cpu");
    if (onCpu === undefined || tf.getKernel(kernelName, "wasm") !== undefined) continue;
    tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc: runOnCpu(tf, onCpu.kernelFunc) });
  }
}

/** The engine believes that a kernel's output lies in the backend that it called, so values go over and come back. */
function runOnCpu(tf: Tensorflow, kernelFunc: KernelFunction): KernelFunction {
  return ({ inputs, attrs }) => {
    const cpu = tf.findBackend("cpu");
    const wasm = tf.findBackend("wasm");
    const copies = Object.entries(inputs).map(([name, input]) => [name, move(input!, wasm, cpu)] as const);
    const output = kernelFunc({ inputs: Object.fromEntries(copies), attrs, backend: cpu });
    const outputs = (Array.isArray(output) ? output : [output]).map((each) => move(each, cpu, wasm));
    for (const [, { dataId }] of copies) cpu.disposeData(dataId);
    for (const { dataId } of [output].flat()) cpu.disposeData(dataId);
    return Array.isArray(output) ? outputs : outputs[0];
  };
}

function move({ dataId, shape, dtype }: TensorInfo, from: KernelBackend, to: KernelBackend): TensorInfo {
  return { dataId: to.write(from.readSync(dataId), shape, dtype), shape, dtype };
}

function describeBackend(backend: string): string {
  if (backend === "tensorflow") return "native backend";
  return backend === "wasm"
    ? "WebAssembly backend (one thread)"
    : `${backend} backend (slow; ${availableParallelism()} cores unused)`;
}
