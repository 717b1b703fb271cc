import { mkdir, readFile, writeFile } from "node:fs/promises";
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

it("ulm kernel install --alias all takes the names of other kernels where nobody has them", async () => {
  const kernels = inFolder("env", "share", "jupyter", "kernels");
  await mkdir(`${kernels}/deno`, { recursive: true });
  await writeFile(`${kernels}/deno/kernel.json`, "{}");
  const { code, stdout, stderr } = await runUlm(["kernel", "install", "--prefix", "env", "--alias", "all"], {
    cwd: inFolder(),
  });
  expect(stdout.split("\n").map((line) => line.split("/").at(-1))).toEqual(["ulm", "tslab", "jslab", ""]);
  expect([code, stderr]).toEqual([
    1,
    `ulm kernel install: ${kernels}/deno belongs to another kernel and was left alone\n`,
  ]);
});

it.each([
  [["--alias", "python3"], "--alias python3: it is one of tslab, jslab, deno, all"],
  [["--type-errors", "sometimes"], "--type-errors sometimes: it is one of refuse, warn, ignore"],
])("ulm kernel install refuses %j", async (options, said) => {
  const { code, stderr } = await runUlm(["kernel", "install", "--prefix", "env", ...options], { cwd: inFolder() });
  expect([code, stderr.includes(said)]).toEqual([2, true]);
});
