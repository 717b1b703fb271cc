import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installKernel, KernelInstallError } from "../../kernel/install.ts";
import { kernelMain } from "../../kernel/launch.ts";

let prefix: string;
beforeEach(async () => {
  prefix = await mkdtemp(join(tmpdir(), "ulm-install-"));
});
afterEach(() => rm(prefix, { recursive: true, force: true }));

describe("installKernel", () => {
  it("writes a kernelspec whose command exists, and replaces an earlier one as a whole", async () => {
    const { written, kept } = await installKernel({ prefix });
    const folder = join(prefix, "share", "jupyter", "kernels", "ulm");
    expect([written, kept]).toEqual([[folder], []]);
    await writeFile(join(folder, "left-over"), "");
    await installKernel({ prefix });
    expect((await readdir(folder)).sort()).toEqual(["kernel.json", "logo-svg.svg"]);
    expect(await readdir(join(folder, ".."))).toEqual(["ulm"]);
    const spec = JSON.parse(await readFile(join(folder, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({ display_name: "TypeScript (ULM)", language: "typescript", interrupt_mode: "message" });
    expect(spec.argv).toContain(kernelMain);
    expect(spec.argv.slice(-2)).toEqual(["--connection-file", "{connection_file}"]);
    expect(existsSync(spec.argv[0])).toBe(true);
  });

  it("writes further ones under the names of other kernels, with what their cells may rely on", async () => {
    const { written } = await installKernel({ prefix, aliases: ["tslab", "jslab", "deno"], typeErrors: "warn" });
    expect(written.map((folder) => basename(folder))).toEqual(["ulm", "tslab", "jslab", "deno"]);
    const specs = await Promise.all(
      written.map(async (folder) => JSON.parse(await readFile(join(folder, "kernel.json"), "utf8"))),
    );
    expect(specs.map(({ language, env }) => [language, env])).toEqual([
      ["typescript", { ULM_TYPE_ERRORS: "warn" }],
      ["TypeScript", { ULM_DECORATORS: "legacy" }],
      ["javascript", { ULM_TYPE_ERRORS: "ignore", ULM_DECORATORS: "legacy" }],
      ["TypeScript", { ULM_TYPE_ERRORS: "ignore" }],
    ]);
    expect(specs.map(({ argv }) => argv.includes(kernelMain))).toEqual([true, true, true, true]);
    expect(await installKernel({ prefix, aliases: ["tslab"] })).toMatchObject({ kept: [] });
  });

  it.each(['{"argv": ["tslab", "kernel"], "display_name": "TypeScript"}', "not even JSON"])(
    "leaves a kernel that has the name already as it is: %s",
    async (theirs) => {
      const folder = join(prefix, "share", "jupyter", "kernels", "tslab");
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "kernel.json"), theirs);
      const { written, kept } = await installKernel({ prefix, aliases: ["tslab", "deno"] });
      expect([written.map((each) => basename(each)), kept]).toEqual([["ulm", "deno"], [folder]]);
      expect(await readFile(join(folder, "kernel.json"), "utf8")).toBe(theirs);
    },
  );

  it("says which folder cannot be written", async () => {
    const file = join(prefix, "a-file");
    await writeFile(file, "");
    await expect(installKernel({ prefix: file })).rejects.toThrow(KernelInstallError);
    await expect(installKernel({ prefix: file })).rejects.toThrow(file);
  });
});
