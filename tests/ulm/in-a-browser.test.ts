import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentPolicy } from "../../report/render-page.ts";
import { findChromium } from "../../scripts/setup/find-chromium.mjs";

const executablePath = findChromium();
let folder: string;
let library: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ulm-browser-"));
  const { outputFiles } = await build({
    stdin: {
      contents: `export * as learn from "./learn/index.ts"; export * as compute from "./compute/index.ts";`,
      resolveDir: resolve(import.meta.dirname, "../../ulm"),
    },
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "ulm",
    target: "es2023",
    logLevel: "silent",
  });
  library = outputFiles[0]!.text;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Fits a forest and k-means, and says what they say, to the last bit. */
const task = `(async () => {
  const random = ulm.compute.createRandom(3);
  const X = Array.from({ length: 400 }, () => [random.normal(), random.normal(), random.random()]);
  const y = X.map(([a, b]) => (a * b + 0.3 * random.normal() > 0 ? "stays" : "leaves"));
  const forest = await new ulm.learn.RandomForestClassifier({ nEstimators: 15, randomState: 1 }).fit(X, y);
  const groups = await new ulm.learn.KMeans({ nClusters: 4, randomState: 2 }).fit(X);
  return JSON.stringify({
    probabilities: Array.from(forest.predictProba(X).data),
    importances: forest.featureImportances,
    centres: groups.clusterCenters,
    labels: groups.predict(X),
    inertia: groups.inertia,
  });
})()`;

/** The same in Node, where code in WebAssembly is permitted or not. */
function inNode(wasm: boolean): Promise<string> {
  const globals = { TextDecoder, performance, setTimeout, clearTimeout, structuredClone, console, atob };
  const options = { contextCodeGeneration: { strings: false, wasm } };
  return runInNewContext(`${library};${task}`, globals, options) as Promise<string>;
}

/** What a page from a file, which has no shared memory and so no threads, makes of the task. */
async function inPage(change: (policy: string) => string) {
  const script = `${library};
    const report = (text) => { document.title = "done"; document.querySelector("pre").textContent = text; };
    ${task}.then(
      (answers) => report(JSON.stringify({ answers, shared: typeof SharedArrayBuffer, isIsolated: crossOriginIsolated })),
      (error) => report(String(error.stack)),
    );`.replaceAll("</script", "<\\/script");
  const policy = change(contentPolicy([script], ""));
  const file = join(folder, "page.html");
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
      `<title>working</title><pre></pre><script>${script}</script>`,
  );
  const browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(`document.title === "done"`, undefined, { timeout: 30_000 });
    return JSON.parse((await page.textContent("pre"))!) as { answers: string; shared: string; isIsolated: boolean };
  } finally {
    await browser.close();
  }
}

describe.skipIf(executablePath === undefined)("models in a browser without shared memory", { timeout: 60_000 }, () => {
  it("are the same to the last bit under the policy of reports, which forbids WebAssembly", async () => {
    const { answers, shared, isIsolated } = await inPage((policy) => policy);
    expect([shared, isIsolated]).toEqual(["undefined", false]);
    expect(answers).toBe(await inNode(false));
  });

  it("are the same to the last bit where WebAssembly is permitted", async () => {
    const { answers } = await inPage((policy) => policy.replace("script-src", "script-src 'wasm-unsafe-eval'"));
    expect(answers).toBe(await inNode(true));
  });
});
