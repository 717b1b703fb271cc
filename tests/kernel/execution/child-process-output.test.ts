import { afterAll, beforeAll, expect, it } from "vitest";
import { KernelClient } from "../harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
  await kernel.execute('import { execFileSync, execSync, fork, spawn, spawnSync } from "node:child_process"');
});
afterAll(() => kernel.stop());

/** What a cell printed and gave; both streams of the child are told apart by their text. */
async function run(code: string) {
  const done = await kernel.execute(code);
  expect(done.of("error")).toEqual([]);
  return { stdout: done.text("stdout"), stderr: done.text("stderr"), result: done.plain };
}

const BOTH = "echo out; echo err >&2";
const printed = { stdout: "out\n", stderr: "err\n" };

it.each([
  [`execSync("${BOTH}", { stdio: "inherit" })`, "null"],
  [`execSync("${BOTH}", { stdio: ["ignore", 1, process.stderr], encoding: "utf8" })`, "null"],
  [`execFileSync("sh", ["-c", "${BOTH}"], { stdio: "inherit" })`, "null"],
  [`spawnSync("${BOTH}", { shell: true, stdio: "inherit" }).stdout`, "null"],
  [
    `const child = spawn("sh", ["-c", "${BOTH}"], { stdio: "inherit" }); await new Promise((done) => child.once("close", done)); child.stdout`,
    "null",
  ],
])("%s prints in the cell", async (code, result) => {
  expect(await run(code)).toEqual({ ...printed, result });
});

it("leaves alone what is not inherited", async () => {
  expect(await run(`execSync("echo out", { encoding: "utf8" })`)).toEqual({
    stdout: "",
    stderr: "",
    result: "'out\\n'",
  });
  expect(await run(`execSync("${BOTH}", { stdio: ["pipe", "pipe", "inherit"] }).toString()`)).toEqual({
    ...{ stdout: "", stderr: "err\n", result: "'out\\n'" },
  });
  expect(await run(`String(spawnSync("sh", ["-c", "${BOTH}"]).stderr)`)).toMatchObject({
    stdout: "",
    result: "'err\\n'",
  });
});

it("prints what a child said that failed", async () => {
  const failed = await kernel.execute('execSync("echo out; echo err >&2; exit 3", { stdio: "inherit" })');
  expect(failed.reply).toMatchObject({ status: "error", evalue: expect.stringContaining("Command failed") as string });
  expect([failed.text("stdout"), failed.text("stderr")]).toEqual(["out\n", "err\n"]);
});

it("brings a fork's output to the cell that started it, and keeps its channel", async () => {
  const code = `
    import { writeFileSync } from "node:fs";
    writeFileSync("child.cjs", "console.log('from the fork'); process.send('sent')");
    const forked = fork("./child.cjs", []);
    const heard = await new Promise((done) => forked.once("message", done));
    await new Promise((done) => forked.once("close", done));
    heard`;
  expect(await run(code)).toEqual({ stdout: "from the fork\n", stderr: "", result: "'sent'" });
});

it("has no limit where the kernel's own streams have none", async () => {
  const { stdout } = await run(
    `spawnSync("head -c 3000000 /dev/zero | tr '\\\\0' x", { shell: true, stdio: "inherit" }); undefined`,
  );
  expect(stdout.length).toBe(3_000_000);
});
