import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { kernelExitCode } from "../../kernel/exit-codes.ts";
import { kernelCommand } from "../../kernel/launch.ts";
import { channels, type ConnectionInfo, hasPorts } from "../../kernel/wire/connection-info.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let folder: string;
let taken: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-ports-"));
  taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
});
afterEach(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a kernel on the given ports until it ends. */
async function runKernel(ports: Record<string, number>): Promise<{ code: number | null; errors: string }> {
  const file = join(folder, "connection.json");
  await writeFile(file, JSON.stringify({ transport: "tcp", ip: "127.0.0.1", key: "k", ...ports }));
  const { command, args, env } = kernelCommand(file);
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, errors };
}

it("a port that is taken ends the kernel with a code and a line of its own", async () => {
  const { port } = taken.address() as { port: number };
  const ports = { shell_port: 0, iopub_port: 0, stdin_port: port, control_port: 0, hb_port: 0 };
  const { code, errors } = await runKernel(ports);
  expect(code).toBe(kernelExitCode.portInUse);
  expect(errors).toBe(`ulm kernel: tcp://127.0.0.1:${port} is used by another process\n`);
});

it("ports that are 0 are chosen by the kernel, which writes them into the connection file for the user alone", async () => {
  const kernel = await KernelClient.start();
  const file = join(kernel.folder, "connection.json");
  const info = JSON.parse(await readFile(file, "utf8")) as ConnectionInfo;
  expect(hasPorts(info)).toBe(true);
  expect(new Set(channels.map((channel) => info[`${channel}_port`])).size).toBe(5);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await kernel.stop();
});
