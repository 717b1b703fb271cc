import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RestartPolicy } from "../../../host/kernels/restart-policy.ts";
import { kernelExitCode } from "../../../kernel/exit-codes.ts";
import { BINARY_PROTOCOL } from "../../../host/kernels/websocket-framing.ts";
import { fakeKernelCommand, startTestHost, type TestHost } from "../start-test-host.ts";
import { ChannelClient } from "./channel-client.ts";

let host: TestHost;
beforeEach(async () => {
  host = await startTestHost();
});
afterEach(() => host.close());

const open = (kernel: string, session?: string, protocols?: string[]) =>
  ChannelClient.open(host, kernel, session, protocols);

async function startKernel(): Promise<string> {
  return (await host.call("POST", "/api/kernels", { name: "ulm" })).body.id;
}

const modelOf = async (id: string) => (await host.call("GET", `/api/kernels/${id}`)).body;

/** Those of running kernels; drafts of files that are being written do not count. */
async function connectionFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".json"));
}

describe("a kernel's channels", () => {
  it.each([
    ["binary", [BINARY_PROTOCOL], BINARY_PROTOCOL],
    ["JSON", [], ""],
  ])("speak %s", async (_name, protocols, selected) => {
    const client = await open(await startKernel(), "s", protocols);
    expect(client.protocol).toBe(selected);
    client.execute("print one\nresult 2\nbinary");
    await client.see("execute_reply");
    await client.see("comm_msg");
    await vi.waitFor(() => expect(client.text()).toBe("one\n"));
    expect(client.of("comm_msg")[0].buffers.map((buffer) => [...buffer])).toEqual([[1, 2, 3], []]);
  });

  it("give replies to the asker and outputs to all", async () => {
    const kernel = await startKernel();
    const [one, two] = [await open(kernel), await open(kernel)];
    const id = one.execute("print shared");
    expect((await one.see("execute_reply")).parent_header.msg_id).toBe(id);
    await two.see("stream");
    await vi.waitFor(() => expect(two.text()).toBe("shared\n"));
    expect(two.of("execute_reply")).toEqual([]);
    expect(await modelOf(kernel)).toMatchObject({ connections: 2, name: "ulm" });
  });

  it("lead to kernels that know the workspace", async () => {
    const client = await open(await startKernel());
    client.execute("env ULM_WORKSPACE");
    await client.see("stream");
    await vi.waitFor(() => expect(client.text()).toBe(host.workspace));
  });

  it("ask the right client for input", async () => {
    const kernel = await startKernel();
    const [one, two] = [await open(kernel), await open(kernel)];
    one.execute("ask name?");
    expect((await one.see("input_request")).content.prompt).toBe("name?");
    expect(two.of("input_request")).toEqual([]);
    one.send("stdin", "input_reply", { value: "Ada", status: "ok" });
    await two.see("stream");
    await vi.waitFor(() => expect(two.text()).toBe("heard Ada\n"));
  });

  it("keep what a client misses, and only for it", async () => {
    const kernel = await startKernel();
    const one = await open(kernel, "one");
    const two = await open(kernel, "two");
    one.execute("print start\nsleep 300\nprint late");
    await one.see("stream");
    await one.leave();
    two.execute("print while you were away");
    await two.see("execute_reply");
    const returned = await open(kernel, "one");
    await returned.see("execute_reply");
    await vi.waitFor(() => expect(returned.text()).toContain("late\n"));
    await vi.waitFor(() => expect(returned.text()).toContain("while you were away"));
    const stranger = await open(kernel, "three");
    stranger.execute("print new");
    await stranger.see("execute_reply");
    await vi.waitFor(() => expect(stranger.text()).toBe("new\n"));
  });

  it("deliver what is sent before the kernel has started", async () => {
    const kernel = await startKernel();
    const client = await open(kernel);
    client.execute("print first");
    await client.see("execute_reply");
    await vi.waitFor(() => expect(client.text()).toBe("first\n"));
    await vi.waitFor(async () => expect((await modelOf(kernel)).execution_state).toBe("idle"));
  });

  it("survive nonsense", async () => {
    const client = await open(await startKernel());
    client.sendRaw(Buffer.from("nonsense"));
    client.sendRaw("text");
    client.execute("print fine");
    await client.see("execute_reply");
    await vi.waitFor(() => expect(client.text()).toBe("fine\n"));
  });
});

describe("a kernel that dies", () => {
  it("says so even when it had no time to say that it was busy", async () => {
    const client = await open(await startKernel());
    const id = client.execute("die");
    expect((await client.see("error")).parent_header.msg_id).toBe(id);
  });

  it("says so in the running cell, and starts again under its id", async () => {
    const kernel = await startKernel();
    const client = await open(kernel);
    const id = client.execute("print alive\nsleep 50\ndie");
    const error = await client.see("error");
    expect(error.parent_header.msg_id).toBe(id);
    expect(error.content).toMatchObject({ ename: "KernelDied", evalue: expect.stringContaining("it was killed") });
    const restarting = await vi.waitFor(() => {
      const statuses = client.of("status").filter(({ content }) => content.execution_state === "restarting");
      expect(statuses).toHaveLength(1);
      return statuses[0];
    });
    expect(restarting.metadata).toEqual({ ulm: { cause: { kind: "killed" }, running: "the-cell", replay: [] } });
    client.execute("print again");
    await client.see("execute_reply");
    await vi.waitFor(() => expect(client.text()).toBe("alive\nagain\n"));
  });

  it("is started again as often as its cells end it by process.exit", async () => {
    const kernel = await startKernel();
    const client = await open(kernel);
    for (let times = 1; times <= 6; times++) {
      client.execute(`exit ${kernelExitCode.cellExit}`);
      expect((await client.see("error", times)).content.evalue).toContain("a cell ended it by process.exit");
    }
    client.execute("print alive");
    await vi.waitFor(() => expect(client.text()).toBe("alive\n"));
  });

  it("is given up when it cannot start, with the reason", async () => {
    const other = await startTestHost({ kernelCommand: fakeKernelCommand({ FAKE_KERNEL_BROKEN: "1" }) });
    const { body } = await other.call("POST", "/api/kernels", {});
    await vi.waitFor(
      async () =>
        expect((await other.call("GET", `/api/kernels/${body.id}`)).body).toMatchObject({
          execution_state: "dead",
          reason: "it ended with exit code 3: Error: the fake kernel is broken on purpose",
        }),
      { timeout: 15_000, interval: 50 },
    );
    expect((await other.call("POST", `/api/kernels/${body.id}/interrupt`)).status).toBe(503);
    await other.close();
  });

  it("is not left behind by its host, its connection files neither", async () => {
    const kernels = [await startKernel(), await startKernel()];
    const runtime = join(host.directory, "state/runtime");
    const files = await connectionFiles(runtime);
    expect(files).toHaveLength(2);
    expect((await stat(join(runtime, files[0]))).mode & 0o777).toBe(0o600);
    await host.call("DELETE", `/api/kernels/${kernels[0]}`);
    expect(await connectionFiles(runtime)).toHaveLength(1);
    expect((await host.call("GET", "/api/kernels")).body).toHaveLength(1);
  });

  it("is killed when it does not end by itself", async () => {
    const other = await startTestHost({ kernelCommand: fakeKernelCommand({ FAKE_KERNEL_STUBBORN: "1" }) });
    const { body } = await other.call("POST", "/api/kernels", {});
    await vi.waitFor(
      async () => expect((await other.call("GET", `/api/kernels/${body.id}`)).body.execution_state).toBe("idle"),
      10_000,
    );
    expect((await other.call("DELETE", `/api/kernels/${body.id}`)).status).toBe(204);
    expect(await connectionFiles(join(other.directory, "state/runtime"))).toEqual([]);
    await other.close();
  });
});

describe("kernelspecs", () => {
  it("name our kernel, and take the names of others whose notebooks it runs", async () => {
    const { body } = await host.call("GET", "/api/kernelspecs");
    expect(body.default).toBe("ulm");
    expect(body.kernelspecs.ulm.spec).toMatchObject({ language: "typescript", interrupt_mode: "message" });
    expect((await host.call("GET", body.kernelspecs.ulm.resources["logo-svg"])).body).toContain("<svg");
    expect(Object.keys(body.kernelspecs)).toEqual(["ulm", "tslab", "jslab", "deno"]);
    expect((await host.call("GET", "/api/kernelspecs/deno")).body).toEqual(body.kernelspecs.deno);
    expect((await host.call("GET", "/api/kernelspecs/python3")).status).toBe(404);
    expect((await host.call("POST", "/api/kernels", { name: "tslab" })).body.name).toBe("tslab");
    expect(await host.call("POST", "/api/kernels", { name: "python3" })).toMatchObject({
      status: 400,
      body: { message: 'There is no kernel named "python3" here; "ulm" is' },
    });
    expect((await host.call("GET", "/api/kernels/unknown")).status).toBe(404);
  });
});

describe("the spare kernel", () => {
  it("is there when the next is wanted", async () => {
    const other = await startTestHost({ keepSpareKernel: true });
    const runtime = join(other.directory, "state/runtime");
    await vi.waitFor(async () => expect(await connectionFiles(runtime)).toHaveLength(1), 5000);
    const spare = (await connectionFiles(runtime))[0];
    const { body } = await other.call("POST", "/api/kernels", {});
    await vi.waitFor(async () => expect(await connectionFiles(runtime)).toHaveLength(2), 5000);
    expect(await connectionFiles(runtime)).toContain(spare);
    expect((await other.call("GET", "/api/kernels")).body.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    await other.close();
  });
});

describe("RestartPolicy", () => {
  it("gives up a kernel that ends right after each start, and no other", () => {
    const quick = new RestartPolicy();
    expect([0, 1, 2, 3, 4, 5].map((second) => quick.mayRestart(second * 1000))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    const slow = new RestartPolicy();
    expect([0, 1, 2, 3, 4, 5, 6].every((minute) => slow.mayRestart(minute * 60_000))).toBe(true);
  });
});
