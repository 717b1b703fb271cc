// @ts-check
import { fileURLToPath } from "node:url";
import { buildKernels } from "../build.mjs";

/** Vitest's global setup, and the first step of a type check: sources need the kernels of `ulm/compute`, and nothing else that is built. */
export default async function setup() {
  if (!(await buildKernels())) throw new Error("The kernels in ulm/compute/assembly/ do not compile.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup();
