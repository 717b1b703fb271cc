// @ts-check
import { build as bundle } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const sources = join(projectRoot, "report", "runtime");
const target = join(projectRoot, "dist", "report");

/** What every report carries (page.js, page.css), and what those with charts carry besides (runtime.js). */
const parts = [
  { source: "page.ts", output: "page.js" },
  { source: "page.css", output: "page.css" },
  {
    source: "charts.ts",
    output: "runtime.js",
    banner: {
      js: "/*! With Vega (BSD-3-Clause, University of Washington Interactive Data Lab) and D3 (ISC, Mike Bostock). */",
    },
  },
];

/** Bundles the scripts and the style sheet that reports carry inline. */
export default async function build() {
  await mkdir(target, { recursive: true });
  await Promise.all(parts.map(buildPart));
}

/** @param {(typeof parts)[number]} part */
async function buildPart({ source, output, banner }) {
  const { outputFiles } = await bundle({
    entryPoints: [join(sources, source)],
    tsconfig: join(sources, "tsconfig.json"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    ...(banner && { banner }),
    write: false,
  });
  const text = /** @type {{ text: string }} */ (outputFiles[0]).text.trim();
  // Inside <script> and <style> these would end or change the element, and with it the content that its hash covers.
  const unsafe = /<\/(script|style)|<!--/i.exec(text);
  if (unsafe) throw new Error(`${output} holds "${unsafe[0]}" and cannot stand inline in HTML.`);
  await writeFile(join(target, output), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
