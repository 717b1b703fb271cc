import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import build from "../../../scripts/build/renderer.mjs";

describe("the renderer's bundle", () => {
  let output = "";
  let scripts = new Map<string, string>();

  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), "ulm-renderer-"));
    await build({ output });
    const names = (await readdir(output)).filter((name) => name.endsWith(".js"));
    scripts = new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(output, name), "utf8")] as const)),
    );
  }, 120_000);

  afterAll(() => rm(output, { recursive: true, force: true }));

  test("generates no code", () => {
    // Calls of `Function` and `eval`; a method definition of that name is followed by a block.
    const generators = /(?<![\w.$])(?:new )?Function\(|(?<![\w.$])eval\((?![^()]*\)\s*\{)/g;
    const found = [...scripts].flatMap(([name, text]) =>
      [...text.matchAll(generators)].map(({ index }) => `${name}: ${text.slice(index - 40, index + 40)}`),
    );
    expect(found).toEqual([]);
  });

  test("names in its manifest what the page has to load", async () => {
    const manifest = JSON.parse(await readFile(join(output, "manifest.json"), "utf8"));
    expect(manifest).toEqual({
      scripts: [expect.stringMatching(/^main\..*\.js$/)],
      styles: [expect.stringMatching(/^main\..*\.css$/)],
    });
    expect([...scripts.keys()]).toContain(manifest.scripts[0]);
  });

  test("stays under 4 MB for the first page, charts not included", async () => {
    const main = [...scripts].find(([name]) => name.startsWith("main."))![1];
    expect(Buffer.byteLength(main)).toBeLessThan(4_000_000);
    expect(main).not.toContain("vega-lite/v6.json");
  });

  test("carries schemas with our defaults, themes and translations", async () => {
    const schema = JSON.parse(
      await readFile(join(output, "schemas/@jupyterlab/apputils-extension/themes.json"), "utf8"),
    );
    expect(schema.properties["adaptive-theme"].default).toBe(true);
    expect(schema.properties.theme.default).toBe("ULM Light");
    for (const name of ["light", "dark"]) {
      const css = await readFile(join(output, `themes/ulm-notebook/${name}.css`), "utf8");
      expect(css).toMatch(/--jp-layout-color1:/);
      expect(css).not.toMatch(/@import|https?:\/\//);
    }
    const { jupyterlab } = JSON.parse(await readFile(join(output, "translations/zh-CN.json"), "utf8"));
    expect(jupyterlab[""]).toEqual({ domain: "jupyterlab", language: "zh-CN", plural_forms: "nplurals=1; plural=0;" });
    expect(jupyterlab["menu\u0004File"]).toEqual(["文件"]);
    // JupyterLab recognises a plural entry by its two forms.
    expect(jupyterlab["%1 notification"]).toHaveLength(2);
  });

  test("bundles the fonts of mathematics", async () => {
    const assets = await readdir(join(output, "assets"));
    expect(assets.filter((name) => /^KaTeX_.*\.woff2$/.test(name)).length).toBeGreaterThan(10);
  });
});
