import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  KernelManager,
  KernelMessage,
  ServerConnection,
  SessionManager,
  ContentsManager,
  SettingManager,
} from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestHost, type TestHost } from "../start-test-host.ts";

let host: TestHost;
let serverSettings: ServerConnection.ISettings;

beforeAll(async () => {
  host = await startTestHost();
  serverSettings = ServerConnection.makeSettings({
    baseUrl: host.url,
    appUrl: "/lab",
    wsUrl: host.url.replace("http", "ws"),
    token: host.token,
    appendToken: true,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
});

afterAll(() => host.close());

describe("JupyterLab's own client", () => {
  it("starts a session, runs a cell and receives its outputs", async () => {
    await mkdir(join(host.workspace, "folder"));
    const kernels = new KernelManager({ serverSettings });
    const sessions = new SessionManager({ serverSettings, kernelManager: kernels });
    const session = await sessions.startNew({
      path: "folder/a.ipynb",
      type: "notebook",
      name: "a",
      kernel: { name: "ulm" },
    });
    const kernel = session.kernel!;
    expect((await kernel.info).implementation).toBe("fake");
    const future = kernel.requestExecute({ code: "print hello\ncwd\nresult 42" });
    const outputs: KernelMessage.IIOPubMessage[] = [];
    future.onIOPub = (message) => void outputs.push(message);
    const reply = await future.done;
    expect(reply.content).toMatchObject({ status: "ok", execution_count: 1 });
    const text = outputs.filter(KernelMessage.isStreamMsg).map((message) => message.content.text);
    expect(text).toEqual(["hello\n", join(host.workspace, "folder")]);
    expect(outputs.find(KernelMessage.isExecuteResultMsg)?.content.data).toEqual({ "text/plain": "42" });
    const wait = kernel.requestExecute({ code: "wait" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await kernel.interrupt();
    expect((await wait.done).content).toMatchObject({ status: "error", ename: "Interrupted" });
    await kernel.restart();
    expect((await kernel.requestExecute({ code: "result again" }).done).content).toMatchObject({ execution_count: 1 });
    await session.shutdown();
    await sessions.refreshRunning();
    expect([...sessions.running()]).toEqual([]);
    sessions.dispose();
    kernels.dispose();
  });

  it("reads and writes files and settings", async () => {
    const contents = new ContentsManager({ serverSettings });
    const made = await contents.newUntitled({ type: "notebook" });
    expect(made.path).toBe("Untitled.ipynb");
    const notebook = await contents.get(made.path, { content: true, type: "notebook", hash: true });
    await contents.save(made.path, { ...notebook, content: { ...notebook.content, metadata: { a: 1 } } });
    expect(((await contents.get(made.path)).content as { metadata: unknown }).metadata).toEqual({ a: 1 });
    const checkpoint = await contents.createCheckpoint(made.path);
    expect(await contents.listCheckpoints(made.path)).toHaveLength(1);
    await contents.restoreCheckpoint(made.path, checkpoint.id);
    expect((await contents.rename(made.path, "b.ipynb")).path).toBe("b.ipynb");
    expect((await contents.copy("b.ipynb", "")).path).toBe("b-Copy1.ipynb");
    await contents.delete("b.ipynb");
    const listing = await contents.get("", { content: true });
    expect(listing.content.map(({ name }: { name: string }) => name)).toContain("b-Copy1.ipynb");
    expect((await new SettingManager({ serverSettings }).list()).ids).toBeInstanceOf(Array);
    contents.dispose();
  });
});
