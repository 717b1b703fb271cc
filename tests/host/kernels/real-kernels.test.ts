import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kernelCommand, kernelMain } from "../../../kernel/launch.ts";
import { KERNEL_SETTINGS_REQUEST } from "../../../notebooks/kernel-settings.ts";
import { startTestHost, type TestHost } from "../start-test-host.ts";
import { ChannelClient } from "./channel-client.ts";

/** What a host and our own kernel do together. */
describe.skipIf(!existsSync(kernelMain))("kernels of our own in a host (skipped until they are built)", () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await startTestHost({ kernelCommand, keepSpareKernel: true });
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
});
