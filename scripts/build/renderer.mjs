/**
 * Bundles the renderer (JupyterLab's packages and our plugins) into `dist/renderer/`:
 *
 *     *.js, *.css, assets     hashed bundles
 *     manifest.json           {scripts, styles}: what the page has to load, in order
 *     schemas/<package>/<plugin>.json, themes/<package>/*.css, translations/<locale>.json
 */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { rspack } from "@rspack/core";
import { collectSchemas } from "./renderer-schemas.mjs";
import { joinTranslations } from "./renderer-translations.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const renderer = path.join(root, "renderer");
const require = createRequire(path.join(renderer, "package.json"));

/** Modules that we replace: their generated code or their size has no place in the page. */
const aliases = {
  // Icon fonts are 2.5 MB; nothing we show uses them.
  "@fortawesome/fontawesome-free/css/all.min.css": false,
  "@fortawesome/fontawesome-free/css/v4-shims.min.css": false,
  // Both compile schemas with `Function()`, which the page's policy forbids.
  ajv: path.join(renderer, "settings/no-generated-validator.ts"),
  "@rjsf/validator-ajv8": path.join(renderer, "settings/form-validator.ts"),
  // Diagrams would add 8 MB.
  mermaid: false,
  "mermaid/package.json": false,
  "@mermaid-js/layout-elk": false,
  path: require.resolve("path-browserify"),
};

/** The compiler's configuration; `mode` is always production, so that tests run what users run. */
function configuration(output) {
  return {
    mode: "production",
    target: ["web", "es2022"],
    context: root,
    devtool: false,
    entry: {
      main: path.join(renderer, "index.ts"),
      "theme-light": path.join(renderer, "theme/light.css"),
      "theme-dark": path.join(renderer, "theme/dark.css"),
    },
    output: {
      path: output,
      filename: (chunk) => (chunk.chunk?.name === "main" ? "[name].[contenthash:16].js" : "[name].js"),
      chunkFilename: "[name].[contenthash:16].js",
      cssFilename: (chunk) => (chunk.chunk?.name === "main" ? "[name].[contenthash:16].css" : "[name].css"),
      cssChunkFilename: "[name].[contenthash:16].css",
      assetModuleFilename: "assets/[name].[contenthash:16][ext]",
      // Where the host serves this folder.
      publicPath: "/static/",
    },
    resolve: {
      extensions: [".tsx", ".ts", ".mjs", ".js", ".json"],
      alias: aliases,
      fallback: { url: false, buffer: false, crypto: false, fs: false, stream: false },
    },
    module: { rules: rules() },
    plugins: [
      // What packages written for Node as well look for.
      new rspack.DefinePlugin({
        "process.env": "({})",
        "process.argv": "undefined",
        global: "globalThis",
      }),
    ],
    optimization: { moduleIds: "deterministic", chunkIds: "deterministic", nodeEnv: "production" },
    performance: { hints: false },
    infrastructureLogging: { level: "error" },
  };
}

function rules() {
  return [
    { test: /\.m?js$/, resolve: { fullySpecified: false } },
    {
      test: /\.tsx?$/,
      exclude: /node_modules/,
      loader: "builtin:swc-loader",
      options: swcOptions,
      type: "javascript/auto",
    },
    { test: /\.m?js$/, include: /node_modules/, loader: path.join(import.meta.dirname, "for-the-page.mjs") },
    { test: /\.raw\.css$/, type: "asset/source" },
    { test: /(?<!\.raw)\.css$/, type: "css/auto" },
    { test: /\.md$/, type: "asset/source" },
    { test: /\.svg$/, issuer: /\.css$/, type: "asset/inline" },
    { test: /\.svg$/, issuer: /\.(m?js|tsx?)$/, type: "asset/source" },
    // KaTeX names each font in three formats; every browser we run in reads the first.
    { test: /\.(woff|ttf)$/, type: "asset/resource", generator: { emit: false } },
    { test: /\.(woff2|png|gif|jpg)$/, type: "asset/resource" },
  ];
}

const swcOptions = {
  jsc: {
    parser: { syntax: "typescript", tsx: true },
    target: "es2022",
    transform: { react: { runtime: "automatic" } },
  },
};

function bundle(output) {
  const compiler = rspack(configuration(output));
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) reject(error);
        else if (stats.hasErrors()) reject(new Error(stats.toString({ all: false, errors: true, colors: false })));
        else resolve(stats);
      });
    });
  });
}

/** What the page has to load: the files of the entry `main`. */
function manifestOf(stats) {
  const { entrypoints } = stats.toJson({ all: false, entrypoints: true });
  const files = entrypoints.main.assets.map((asset) => asset.name);
  return {
    scripts: files.filter((name) => name.endsWith(".js")),
    styles: files.filter((name) => name.endsWith(".css")),
  };
}

async function placeThemes(output) {
  for (const name of ["light", "dark"]) {
    const folder = path.join(output, "themes/ulm-notebook");
    await mkdir(folder, { recursive: true });
    await cp(path.join(output, `theme-${name}.css`), path.join(folder, `${name}.css`));
    await rm(path.join(output, `theme-${name}.css`));
    await rm(path.join(output, `theme-${name}.js`), { force: true });
  }
}

/** Builds the renderer; `output` is where it goes, emptied before. */
export default async function build({ output = path.join(root, "dist/renderer") } = {}) {
  await rm(output, { recursive: true, force: true });
  const stats = await bundle(output);
  await writeFile(path.join(output, "manifest.json"), `${JSON.stringify(manifestOf(stats), null, 2)}\n`);
  await placeThemes(output);
  const dependencies = JSON.parse(await readFile(path.join(renderer, "package.json"), "utf8")).dependencies;
  const packages = Object.keys(dependencies).filter((name) => name.startsWith("@jupyterlab/"));
  await collectSchemas({ renderer, output: path.join(output, "schemas"), packages, require });
  await joinTranslations({ source: path.join(renderer, "translations"), output: path.join(output, "translations") });
}

if (process.argv[1] === import.meta.filename) await build();
