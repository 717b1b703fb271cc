import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type KernelCommand, kernelCommand, kernelMain } from "../../../kernel/launch.ts";
import { KERNEL_SETTINGS_REQUEST } from "../../../notebooks/kernel-settings.ts";
import { startTestHost, type TestHost } from "../start-test-host.ts";
import { ChannelClient } from "./channel-client.ts";

const HUNGRY = "const hog: number[][] = []; while (true) hog.push(new Array<number>(1e6).fill(0));";

/** Like ours, but with little memory. */
const smallKernel = (file: string): KernelCommand => {
  const { env, ...command } = kernelCommand(file);
  return { ...command, env: { ...env, NODE_OPTIONS: "--max-old-space-size=300" } };
};

/** What a host and our own kernel do together. */
describe.skipIf(!existsSync(kernelMain))("kernels of our own in a host (skipped until they are built)", () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await startTestHost({ kernelCommand: smallKernel, keepSpareKernel: false });
  });
  afterEach(() => host.close());

  const start = async (name: string): Promise<string> => (await host.call("POST", "/api/kernels", { name })).body.id;
  const WRONG = "const n: number = 'text'; typeof n";

  it("keep through a restart what they were told of their settings", async () => {
    const id = await start("ulm");
    const client = await ChannelClient.open(host, id);
    client.execute(WRONG);
    expect((await client.see("execute_reply")).content.status).toBe("error");
    client.send("shell", KERNEL_SETTINGS_REQUEST, { settings: { typeErrors: "ignore" } });
    await client.see("ulm_settings_reply");
    await host.call("POST", `/api/kernels/${id}/restart`);
    client.execute(WRONG);
    expect((await client.see("execute_reply", 2)).content).toMatchObject({ status: "ok", execution_count: 1 });
    // Only what the client itself asked for was answered to it.
    expect(client.of("ulm_settings_reply")).toHaveLength(1);
  });

  it("may have been kept in reserve and be wanted under another kernel's name", async () => {
    await host.close();
    host = await startTestHost({ kernelCommand: smallKernel, keepSpareKernel: true });
    const client = await ChannelClient.open(host, await start("deno"));
    client.execute(WRONG);
    expect((await client.see("execute_reply")).content.status).toBe("ok");
    client.send("shell", KERNEL_SETTINGS_REQUEST, { settings: { typeErrors: null } });
    const { content } = await client.see("ulm_settings_reply");
    expect(content.settings).toEqual({ typeErrors: "ignore", decorators: "standard" });
    await vi.waitFor(() =>
      expect(client.of("execute_result")).toMatchObject([{ content: { data: { "text/plain": "'string'" } } }]),
    );
  });

  it.each([
    ["SIGKILL", "process.kill(process.pid, 'SIGKILL')", "it was killed, perhaps because memory ran out"],
    ["process.abort()", "process.abort()", "it was ended by SIGABRT"],
    ["no memory left", HUNGRY, "it ran out of memory"],
  ])("say why they ended (%s), and start again with nothing of what was", async (_what, end, reason) => {
    const id = await start("ulm");
    const client = await ChannelClient.open(host, id);
    const running = client.execute(
      `console.log("before");\nvar kept = 1;\nawait new Promise((resolve) => setTimeout(resolve, 100));\n${end}`,
    );
    const error = await client.see("error");
    expect(error.parent_header.msg_id).toBe(running);
    expect(error.content).toMatchObject({ ename: "KernelDied", evalue: expect.stringContaining(reason) });
    expect(client.text()).toBe("before\n");
    client.execute("typeof kept");
    expect((await client.see("execute_reply")).content.execution_count).toBe(1);
    expect((await client.see("error", 2)).content.evalue).toContain("Cannot find name 'kept'");
    // The error comes before the word that the kernel is idle again.
    await vi.waitFor(async () =>
      expect((await host.call("GET", `/api/kernels/${id}`)).body.execution_state).toBe("idle"),
    );
  });

  it("start again when a cell ends them by process.exit, with what was printed and for what is sent meanwhile", async () => {
    const client = await ChannelClient.open(host, await start("ulm"));
    for (const times of [1, 2]) {
      const running = client.execute(`console.log(${times}); process.exit(${times})`);
      const error = await client.see("error", times);
      expect(error.parent_header.msg_id).toBe(running);
      expect(error.content).toMatchObject({ ename: "ProcessExit", evalue: expect.stringContaining(`code ${times}`) });
      expect((await client.see("execute_reply", times)).content).toMatchObject({ status: "error", execution_count: 1 });
    }
    client.execute("'alive'");
    expect((await client.see("execute_reply", 3)).content.status).toBe("ok");
    expect(client.text()).toBe("1\n2\n");
    expect(client.of("error")).toHaveLength(2);
  });
});
