import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    const folder = await installKernel({ prefix });
    expect(folder).toBe(join(prefix, "share", "jupyter", "kernels", "ulm"));
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

  it("says which folder cannot be written", async () => {
    const file = join(prefix, "a-file");
    await writeFile(file, "");
    await expect(installKernel({ prefix: file })).rejects.toThrow(KernelInstallError);
    await expect(installKernel({ prefix: file })).rejects.toThrow(file);
  });
});
