import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

it("a shutdown is answered and ends the process", async () => {
  const kernel = await KernelClient.start();
  const { reply } = await kernel.request("shutdown_request", { restart: true }, { channel: "control" });
  expect(reply.content).toEqual({ status: "ok", restart: true });
  expect(await kernel.exited).toBe(0);
  await kernel.stop();
});

it("a shutdown ends a kernel that computes", async () => {
  const kernel = await KernelClient.start();
  void kernel.execute("while (true) {}").catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  await kernel.request("shutdown_request", { restart: false }, { channel: "control" });
  await kernel.exited;
  await kernel.stop();
});

it("the kernel ends when its parent dies, even while it computes", async () => {
  const parent = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  const kernel = await KernelClient.start({ env: { JPY_PARENT_PID: String(parent.pid) } });
  void kernel.execute("while (true) {}").catch(() => {});
  parent.kill("SIGKILL");
  const ended = await Promise.race([
    kernel.exited.then(() => true),
    new Promise((resolve) => setTimeout(resolve, 5000, false)),
  ]);
  expect(ended).toBe(true);
  await kernel.stop();
});
