import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { kernelExitCode } from "../../kernel/exit-codes.ts";
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

describe("process.exit in a cell", () => {
  it("ends the kernel after its cell and those that wait were answered, what was printed included", async () => {
    const kernel = await KernelClient.start();
    const done = kernel.execute(
      "console.log('before');\ntry { process.exit(3) } catch {} finally { console.log('never') }",
    );
    const [follower, patient] = [kernel.execute("1"), kernel.execute("2", { stop_on_error: false })];
    const { reply, published } = await done;
    expect(reply).toMatchObject({ status: "error", ename: "ProcessExit", payload: [{ source: "ask_exit" }] });
    expect(reply.evalue).toMatch(/with exit code 3\..*\n.*退出码 3/);
    expect(String((reply.traceback as string[])[1])).toContain("Cell [1], line 2");
    const outputs = published.filter(({ header }) => /stream|error/.test(header.msg_type));
    expect(outputs.map(({ content }) => content.text ?? content.ename)).toEqual(["before\n", "ProcessExit"]);
    for (const waiting of [follower, patient]) expect((await waiting).reply.status).toBe("aborted");
    expect(await kernel.exited).toBe(kernelExitCode.cellExit);
    await kernel.stop();
  });

  it("answers the cell that runs when a timer of another calls it", async () => {
    const kernel = await KernelClient.start();
    await kernel.execute("process.exitCode = 7; setTimeout(() => process.exit(), 100)");
    const { reply } = await kernel.execute("await new Promise(() => {})");
    expect(reply).toMatchObject({ ename: "ProcessExit", evalue: expect.stringContaining("exit code 7") });
    expect(await kernel.exited).toBe(kernelExitCode.cellExit);
    await kernel.stop();
  });

  it("is reported at the cell whose timer calls it while nothing runs", async () => {
    const kernel = await KernelClient.start();
    const cell = await kernel.execute("setTimeout(() => process.exit(1), 100)");
    expect(await kernel.exited).toBe(kernelExitCode.cellExit);
    expect(cell.of("error")).toMatchObject([{ ename: "ProcessExit" }]);
    await kernel.stop();
  });
});
