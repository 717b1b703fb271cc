import { resolve } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const library = resolve(import.meta.dirname, "../../ulm");

/** The whole core bundled as a browser would load it. Modules of Node cannot be resolved there: the build fails. */
async function bundleForBrowsers(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(library, entry)],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "ulm",
    target: "es2023",
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

describe.each([
  "index.ts",
  "data/index.ts",
  "learn/index.ts",
  "chart/index.ts",
  "store/index.ts",
  "trust/index.ts",
  "value/index.ts",
  "behave/index.ts",
  "recommend/index.ts",
])("the core of ulm: %s", (entry) => {
  it("needs nothing of Node and generates no code", async () => {
    const code = await bundleForBrowsers(entry);
    expect(code).not.toMatch(/["'`]node:|\brequire\("(fs|path|crypto|os)"\)/);
    // Calls, not the words in comments and messages.
    expect(code.replace(/^\s*(\/\/|\*).*$/gm, "")).not.toMatch(
      /\bnew Function\s*\(|(?<![.\w])Function\s*\(|(?<![.\w])eval\s*\(/,
    );
  });
});

describe("the core of ulm where code generation is forbidden", () => {
  it("reads, fits, judges and draws", async () => {
    const code = await bundleForBrowsers("index.ts");
    const script = `${code};
      (async () => {
        const table = ulm.data.parseCsv("a,b,churn\\n1,x,yes\\n2,y,no\\n3,x,yes\\n4,y,no\\n5,y,yes\\n6,x,no\\n");
        const X = ulm.data.getDummies(table.drop("churn"), { dropFirst: true });
        const model = await new ulm.learn.LogisticRegression().fit(X, table.column("churn"));
        const roc = ulm.learn.rocCurve(table.column("churn"), model.predictProba(X));
        return JSON.stringify(ulm.chart.rocCurve(roc)).length + roc.auc;
      })()`;
    const globals = { TextDecoder, performance, setTimeout, structuredClone, console };
    const result = runInNewContext(script, globals, { contextCodeGeneration: { strings: false, wasm: false } });
    expect(await result).toBeGreaterThan(1000);
  });
});
