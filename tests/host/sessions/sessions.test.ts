import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fakeKernelCommand, startTestHost, type TestHost } from "../start-test-host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost();
  await mkdir(join(host.workspace, "folder"));
});
afterAll(() => host.close());

const post = (body: unknown) => host.call("POST", "/api/sessions", body);
const kernelIds = async () => (await host.call("GET", "/api/kernels")).body.map(({ id }: { id: string }) => id);

describe("sessions", () => {
  it("are one for each document, also when asked for twice at once", async () => {
    const request = { path: "folder/a.ipynb", type: "notebook", name: "a", kernel: { name: "ulm" } };
    const [one, two] = await Promise.all([post(request), post(request)]);
    expect(one.status).toBe(201);
    expect(two.body.id).toBe(one.body.id);
    expect((await post(request)).body.kernel.id).toBe(one.body.kernel.id);
    expect(await kernelIds()).toEqual([one.body.kernel.id]);
    expect((await host.call("GET", "/api/sessions")).body).toHaveLength(1);
    expect((await host.call("GET", `/api/sessions/${one.body.id}`)).body).toMatchObject(request);
  });

  it("follow renames and change kernels", async () => {
    const { body } = await post({ path: "b.ipynb", kernel: { name: "ulm" } });
    const patch = (change: unknown) => host.call("PATCH", `/api/sessions/${body.id}`, change);
    expect((await patch({ path: "c.ipynb", name: "c" })).body).toMatchObject({
      path: "c.ipynb",
      name: "c",
      kernel: { id: body.kernel.id },
    });
    const changed = (await patch({ kernel: { name: "deno" } })).body;
    expect(changed.kernel.id).not.toBe(body.kernel.id);
    expect(await kernelIds()).not.toContain(body.kernel.id);
    expect((await patch({ kernel: { id: changed.kernel.id } })).body.kernel.id).toBe(changed.kernel.id);
  });

  it("end with their kernel, and their kernel with them", async () => {
    const { body } = await post({ path: "d.ipynb", kernel: { name: "ulm" } });
    expect((await host.call("DELETE", `/api/sessions/${body.id}`)).status).toBe(204);
    expect(await kernelIds()).not.toContain(body.kernel.id);
    const other = (await post({ path: "e.ipynb", kernel: {} })).body;
    await host.call("DELETE", `/api/kernels/${other.kernel.id}`);
    expect((await host.call("GET", `/api/sessions/${other.id}`)).status).toBe(404);
  });

  it("get a new kernel when theirs is dead for good", async () => {
    const failing = await startTestHost({ kernelCommand: fakeKernelCommand({ FAKE_KERNEL_BROKEN: "1" }) });
    const request = { path: "g.ipynb", kernel: { name: "ulm" } };
    const first = (await failing.call("POST", "/api/sessions", request)).body;
    const stateOf = async () => (await failing.call("GET", "/api/sessions")).body[0].kernel.execution_state;
    await vi.waitFor(async () => expect(await stateOf()).toBe("dead"), { timeout: 15_000, interval: 50 });
    const second = (await failing.call("POST", "/api/sessions", request)).body;
    expect(second.kernel.id).not.toBe(first.kernel.id);
    expect((await failing.call("GET", "/api/sessions")).body).toHaveLength(1);
    await failing.close();
  });

  it("refuse what they cannot do", async () => {
    expect((await post({})).body).toMatchObject({ message: '"path" is missing from the request' });
    expect((await post({ path: 5 })).status).toBe(400);
    expect((await post({ path: "f.ipynb", kernel: "ulm" })).status).toBe(400);
    expect((await post({ path: "f.ipynb", kernel: { name: "python3" } })).status).toBe(400);
    expect((await post({ path: "../f.ipynb", kernel: {} })).status).toBe(201);
    expect((await host.call("PATCH", "/api/sessions/none", {})).status).toBe(404);
  });
});
