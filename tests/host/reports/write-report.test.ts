import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "../start-test-host.ts";

const isBuilt = existsSync(fileURLToPath(new URL("../../../dist/report/runtime.js", import.meta.url)));

describe.skipIf(!isBuilt)("a report (skipped until the report's runtime is built)", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
    const cells = [{ cell_type: "markdown", source: "# Titled *well*", metadata: {} }];
    await writeFile(
      join(host.workspace, "n.ipynb"),
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }),
    );
    await writeFile(
      join(host.workspace, "bad.ipynb"),
      JSON.stringify({ nbformat: 4, cells: [{ cell_type: "odd", source: "" }] }),
    );
  });
  afterAll(() => host.close());

  const report = (body: unknown) => host.call("POST", "/ulm/api/report", body);
  const read = (name: string) => readFile(join(host.workspace, name), "utf8");

  it("is written beside its notebook and never over another file without a word", async () => {
    expect(await report({ path: "n.ipynb", language: "en" })).toEqual({ status: 201, body: { path: "n.html" } });
    expect(await read("n.html")).toContain("Titled <em>well</em>");
    await writeFile(join(host.workspace, "n.html"), "mine");
    expect(await report({ path: "n.ipynb", language: "en" })).toEqual({
      status: 409,
      body: { message: '"n.html" is already there', reason: "exists", path: "n.html", suggestion: "n-1.html" },
    });
    expect(await read("n.html")).toBe("mine");
    expect((await report({ path: "n.ipynb", language: "zh-CN", target: "n-1.html" })).body).toEqual({
      path: "n-1.html",
    });
    expect((await report({ path: "n.ipynb", language: "en", overwrite: true })).body).toEqual({ path: "n.html" });
    expect(await read("n.html")).toContain("Titled");
  });

  it("says why it cannot be written", async () => {
    expect((await report({ path: "none.ipynb", language: "en" })).status).toBe(404);
    expect((await report({ path: "n.ipynb", language: "fr" })).status).toBe(400);
    expect((await report({ path: "n.ipynb", language: "en", target: "n.ipynb", overwrite: true })).status).toBe(400);
    expect((await report({ path: "n.ipynb", language: "en", target: "../out.html" })).status).toBe(404);
    expect(await report({ path: "bad.ipynb", language: "en" })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/bad\.ipynb: .*cell 1/) },
    });
  });
});
