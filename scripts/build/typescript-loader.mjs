// @ts-check
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { projectRoot } from "../setup/project-root.mjs";

const target = join(projectRoot, "dist", "kernel", "node_modules", "typescript");

/** Puts `kernel/typescript-loader.cjs` where the compiled kernel finds it as the package `typescript`. */
export default function build() {
  mkdirSync(target, { recursive: true });
  copyFileSync(join(projectRoot, "kernel", "typescript-loader.cjs"), join(target, "index.cjs"));
  const manifest = { name: "typescript", private: true, main: "index.cjs", types: "index.d.cts" };
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const real = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  const types = relative(target, real).replaceAll("\\", "/");
  writeFileSync(join(target, "index.d.cts"), `import ts = require("${types}/lib/typescript.js");\nexport = ts;\n`);
}
