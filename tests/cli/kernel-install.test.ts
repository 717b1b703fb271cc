import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();

it("ulm kernel install writes a kernel specification below the prefix and says where", async () => {
  const { code, stdout, stderr } = await runUlm(["kernel", "install", "--prefix", "env"], { cwd: inFolder() });
  const folder = inFolder("env", "share", "jupyter", "kernels", "ulm");
  expect([code, stdout, stderr]).toEqual([0, `Installed the kernel specification in ${folder}\n`, ""]);
  const { argv, language } = JSON.parse(await readFile(`${folder}/kernel.json`, "utf8"));
  expect(argv[0]).toBe(process.execPath);
  expect(argv.at(-1)).toBe("{connection_file}");
  expect(language).toBe("typescript");
});
