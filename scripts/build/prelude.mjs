// @ts-check
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { nameEveryType } from "./name-every-type.mjs";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const packages = join(projectRoot, "node_modules");
const target = join(projectRoot, "dist", "kernel", "prelude");

/**
 * Bundles the declarations of the globals that every cell has: one file (and for the library one for each of its rooms)
 * instead of hundreds, so that the first mention of `tf` in a cell is answered soon.
 */
export default async function build() {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await bundle({ "tensorflow-tfjs": join(packages, "@tensorflow/tfjs/dist/index.d.ts") }, [chainedOperations()]);
  await bundle({ arquero: join(packages, "arquero/dist/types/index.d.ts") });
  await bundle({ "vega-lite": join(packages, "vega-lite/build/index.d.ts") }, [vegaTypes()]);
  await bundleLibrary();
  await bundle({ "kernel-globals": join(projectRoot, "dist/kernel/language/kernel-globals.d.ts") });
  await writeGlobals();
  await writeNodeGlobals();
}

/**
 * @param {Record<string, string>} input name of the bundle → its entry
 * @param {import("rollup").Plugin[]} [plugins]
 * @param {ReadonlyMap<string, string>} [separate] file → specifier: what is bundled elsewhere
 */
async function bundle(input, plugins = [], separate = new Map()) {
  const warnings = /** @type {string[]} */ ([]);
  const bundled = await rollup({
    input,
    plugins: [
      ...plugins,
      withoutModuleNames,
      dts({ respectExternal: true, compilerOptions: { skipLibCheck: true, preserveSymlinks: false } }),
    ],
    external: (id) => id.startsWith("node:") || separate.has(id),
    onwarn: ({ code, message }) => {
      if (code !== "CIRCULAR_DEPENDENCY" && code !== "EMPTY_BUNDLE") warnings.push(message);
    },
  });
  await bundled.write({
    dir: target,
    entryFileNames: "[name].d.ts",
    chunkFileNames: "shared-[name].ts",
    paths: (id) => separate.get(id) ?? id,
  });
  await bundled.close();
  await Promise.all(Object.keys(input).map((name) => nameEveryType(join(target, `${name}.d.ts`))));
  for (const warning of warnings) console.warn(`prelude: ${Object.keys(input).join(", ")}: ${warning}`);
}

/**
 * A file that says `amd-module` would be imported under that name by declarations derived from it, where nothing is.
 *
 * @type {import("rollup").Plugin}
 */
const withoutModuleNames = {
  name: "without-module-names",
  renderChunk: (code) => code.replaceAll(/^\/\/\/ *<amd-module.*\n/gm, ""),
};

/**
 * `ulm/<room>` for each room, with Node's face where it has one, and `ulm`, which refers to them: bundled together, its
 * `export * as room` would become a namespace without the types.
 */
async function bundleLibrary() {
  const library = join(projectRoot, "ulm", "dist");
  const folders = (await readdir(library, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== "node")
    .map((entry) => entry.name);
  const rooms = Object.fromEntries(
    folders.flatMap((room) => {
      const entry = entryOf(join(library, room));
      return entry ? [[`ulm-${room}`, entry]] : [];
    }),
  );
  await bundle(rooms);
  const entry = entryOf(library);
  if (!entry) throw new Error("ulm/dist has no index.d.ts: compile the library first.");
  const bundleOf = new Map(Object.entries(rooms).map(([name, file]) => [file, `./${name}`]));
  await bundle({ ulm: entry }, [], bundleOf);
}

/** @param {string} folder */
function entryOf(folder) {
  return [join(folder, "node", "index.d.ts"), join(folder, "index.d.ts")].find((file) => existsSync(file));
}

/**
 * TensorFlow.js declares `tensor.add(…)` and its like in a hundred augmentations of `tensor.d.ts`, which no bundle can
 * keep as such. They are moved into that file, where an interface merges with the class of its name.
 *
 * @returns {import("rollup").Plugin}
 */
function chainedOperations() {
  const core = join(packages, "@tensorflow/tfjs-core/dist");
  const folder = join(core, "public/chained_ops");
  const tensorFile = join(core, "tensor.d.ts");
  return {
    name: "chained-operations",
    async load(id) {
      if (id !== tensorFile && dirname(id) !== folder) return null;
      if (id !== tensorFile) return "export {};";
      const files = (await readdir(folder)).filter(
        (name) => name.endsWith(".d.ts") && !name.startsWith("register_all"),
      );
      const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
      const imports = /** @type {Map<string, Set<string>>} */ (new Map());
      for (const text of texts) collectImports(text, folder, core, imports);
      const members = texts.flatMap((text) =>
        [...text.matchAll(/interface Tensor<[^{]*\{\n([^]*?)\n {4}\}/g)].map((match) => match[1]),
      );
      const original = await readFile(id, "utf8");
      const known = [...original.matchAll(/import \{([^}]*)\}/g)].flatMap((match) => names(match[1] ?? ""));
      const declared = [...original.matchAll(/(?:class|interface|type|enum) (\w+)/g)].map((match) => match[1]);
      const taken = new Set([...known, ...declared]);
      const added = [...imports].map(([file, wanted]) => {
        const missing = [...wanted].filter((name) => !taken.has(name));
        missing.forEach((name) => taken.add(name));
        return missing.length > 0 ? `import { ${missing.join(", ")} } from "${file}";` : "";
      });
      return `${added.join("\n")}\n${original}\nexport interface Tensor<R extends Rank = Rank> {\n${members.join("\n")}\n}\n`;
    },
  };
}

/**
 * The package `vega` declares itself as an ambient module, which a bundler cannot look into.
 *
 * @returns {import("rollup").Plugin}
 */
function vegaTypes() {
  const file = join(packages, "vega/index.d.ts");
  return { name: "vega-types", load: (id) => (id === file ? 'export * from "vega-typings";' : null) };
}

/**
 * @param {string} text
 * @param {string} folder where the text's imports start from
 * @param {string} home where they shall start from
 * @param {Map<string, Set<string>>} imports
 */
function collectImports(text, folder, home, imports) {
  for (const [, list = "", specifier = ""] of text.matchAll(/import \{([^}]*)\} from '([^']+)'/g)) {
    const path = `./${relative(home, join(folder, specifier))}`;
    if (path === "./tensor") continue;
    const wanted = imports.get(path) ?? new Set();
    names(list).forEach((name) => wanted.add(name));
    imports.set(path, wanted);
  }
}

/** @param {string} list */
function names(list) {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** The small globals, declared for every cell, and the module `tslab`. */
async function writeGlobals() {
  await writeFile(
    join(target, "globals.d.ts"),
    `import type { Comms, DenoJupyter, Display, Prompt } from "./kernel-globals";
declare global {
  /** Shows a value below the cell; its methods show HTML, Markdown, images, charts. */
  const display: Display;
  /** Asks the user for a line of text: \`const name = await prompt("Your name? ")\`. */
  const prompt: Prompt;
  /** Channels to the page: \`comms.open(target)\`, or \`comms.register(target, onOpen)\` for those that the page opens. */
  const comms: Pick<Comms, "open" | "register">;
  /** For notebooks written for Deno's kernel: how they show their outputs. */
  const Deno: { readonly jupyter: DenoJupyter };
}
`,
  );
  await writeFile(
    join(target, "text-modules.d.ts"),
    ["csv", "tsv", "txt", "md"]
      .map((extension) => `declare module "*.${extension}" { const text: string; export default text; }\n`)
      .join(""),
  );
  await writeFile(
    join(target, "tslab.d.ts"),
    `import type { TslabDisplay } from "./kernel-globals";
export declare const display: TslabDisplay;
/** A display whose later calls replace what the first one showed. */
export declare function newDisplay(): TslabDisplay;
export declare const versions: { tslab: string; typescript: string; node: string };
`,
  );
}

/** Globals of Node whose types are only in TypeScript's declarations for browsers, or only under modules of Node. */
async function writeNodeGlobals() {
  const browser = await readFile(join(packages, "typescript/lib/lib.dom.d.ts"), "utf8");
  const webAssembly = /^declare (namespace WebAssembly \{\n[^]*?^\})/m.exec(browser)?.[1];
  if (!webAssembly) throw new Error("TypeScript's lib.dom.d.ts declares no WebAssembly any more.");
  const classes = ["Crypto", "CryptoKey", "SubtleCrypto", "Performance"].map(
    (name) => `var ${name}: { readonly prototype: ${name}; new (): ${name} };`,
  );
  await writeFile(
    join(target, "node-globals.d.ts"),
    `import type { webcrypto } from "node:crypto";
import type { Performance as NodePerformance } from "node:perf_hooks";
declare global {
  interface Crypto extends webcrypto.Crypto {}
  interface CryptoKey extends webcrypto.CryptoKey {}
  interface SubtleCrypto extends webcrypto.SubtleCrypto {}
  interface Performance extends NodePerformance {}
  ${classes.join("\n  ")}
${webAssembly.replaceAll("BufferSource", "webcrypto.BufferSource")}
}
`,
  );
}
