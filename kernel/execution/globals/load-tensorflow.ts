import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, sep } from "node:path";
import util from "node:util";
import type * as tensorflow from "@tensorflow/tfjs";
import type { KernelFunc as KernelFunction } from "@tensorflow/tfjs";
import type * as wasmBackend from "@tensorflow/tfjs-backend-wasm";

type Tensorflow = typeof tensorflow;

const require = createRequire(import.meta.url);

/** Operations that training needs and the WASM backend lacks. */
const MISSING_ON_WASM = ["UnsortedSegmentSum", "Conv2DBackpropFilter"];

/** Loads TensorFlow.js with the fastest backend that works here, and says in one line which. */
export async function loadTensorflow(): Promise<Tensorflow> {
  const tf = (await loadNative()) ?? (await loadWasm()) ?? (await loadCpu());
  process.stderr.write(`tf: TensorFlow.js ${tf.version.tfjs}, ${describeBackend(tf.getBackend())}\n`);
  return tf;
}

/** The native binding, an optional dependency; undefined where it is not installed or does not load. */
async function loadNative(): Promise<Tensorflow | undefined> {
  try {
    require.resolve("@tensorflow/tfjs-node");
    restoreRemovedUtilities();
    const tf = require("@tensorflow/tfjs-node") as Tensorflow;
    await tf.ready();
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
    const wasm = require("@tensorflow/tfjs-backend-wasm") as typeof wasmBackend;
    wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"))}${sep}`);
    if (!(await tf.setBackend("wasm"))) return undefined;
    await tf.ready();
    routeMissingKernels(tf);
    return tf;
  } catch {
    return undefined;
  }
}

async function loadCpu(): Promise<Tensorflow> {
  const tf = require("@tensorflow/tfjs") as Tensorflow;
  await tf.setBackend("cpu");
  await tf.ready();
  return tf;
}

/** Registers the CPU backend's implementation for what WASM lacks; data moves between the backends by itself. */
function routeMissingKernels(tf: Tensorflow): void {
  for (const kernelName of MISSING_ON_WASM) {
    const onCpu = tf.getKernel(kernelName, "cpu");
    if (onCpu === undefined || tf.getKernel(kernelName, "wasm") !== undefined) continue;
    tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc: onCpuBackend(tf, onCpu.kernelFunc) });
  }
}

function onCpuBackend(tf: Tensorflow, kernelFunc: KernelFunction): KernelFunction {
  return ({ inputs, attrs }) => kernelFunc({ inputs, attrs, backend: tf.findBackend("cpu") });
}

function describeBackend(backend: string): string {
  if (backend === "tensorflow") return "native backend";
  return backend === "wasm"
    ? "WebAssembly backend (one thread)"
    : `${backend} backend (slow; ${availableParallelism()} cores unused)`;
}
