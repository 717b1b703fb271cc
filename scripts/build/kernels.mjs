// @ts-check
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const compiler = join(projectRoot, "node_modules", "assemblyscript", "bin", "asc.js");
const sources = join(projectRoot, "ulm", "compute", "assembly");
const target = join(projectRoot, "ulm", "compute", "kernels", "generated");

/** Everything that the files of one folder export becomes one module; its memory and threads come from ulm/compute/kernels/. */
const options = [
  "-O3",
  ...["--runtime", "stub"],
  ...["--enable", "simd"],
  ...["--enable", "threads"],
  ...["--importMemory", "--sharedMemory", "--noExportMemory"],
  ...["--initialMemory", "1", "--maximumMemory", "65536"],
];

/**
 * Compiles the kernels into a TypeScript module that holds them as text: no file has to be found at run time, in a source tree, a
 * package or a page.
 */
export default async function build() {
  const entries = (await readdir(sources)).filter((name) => name.endsWith(".ts")).sort();
  await mkdir(target, { recursive: true });
  const draft = await mkdtemp(join(target, "draft-"));
  try {
    const binary = join(draft, "kernels.wasm");
    await promisify(execFile)(process.execPath, [compiler, ...entries, "-o", binary, ...options], { cwd: sources });
    const text = (await readFile(binary)).toString("base64");
    const file = join(draft, "kernel-module.ts");
    await writeFile(file, `export const kernelModuleBase64: string =\n  "${text}";\n`);
    // Renamed when complete: tests that start at the same time read the one or the other.
    await rename(file, join(target, "kernel-module.ts"));
  } finally {
    await rm(draft, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
