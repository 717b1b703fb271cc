import { afterAll, beforeAll, expect, it } from "vitest";
import { KERNEL_SETTINGS_REQUEST } from "../../notebooks/kernel-settings.ts";
import type { Content } from "../../kernel/wire/message.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start({ env: { ULM_TYPE_ERRORS: "warn" } });
});
afterAll(() => kernel.stop());

const WRONG = "const n: number = 'text'; typeof n";
const configure = async (content: Content, channel: "shell" | "control" = "shell") =>
  (await kernel.request(KERNEL_SETTINGS_REQUEST, content, { channel })).reply.content;

it("are those of the environment until a client changes them", async () => {
  expect(await configure({})).toEqual({ status: "ok", settings: { typeErrors: "warn", decorators: "standard" } });
  expect((await kernel.execute(WRONG)).text("stderr")).toContain("Type warning");
  expect(await configure({ settings: { typeErrors: "refuse" } })).toMatchObject({ settings: { typeErrors: "refuse" } });
  expect((await kernel.execute(WRONG)).reply).toMatchObject({ status: "error", ename: "TypeError" });
  expect(await configure({ settings: { typeErrors: null } })).toMatchObject({ settings: { typeErrors: "warn" } });
  expect((await kernel.execute(WRONG)).plain).toBe("'string'");
});

it("are followed by a cell that was compiled ahead, and by those that wait", async () => {
  await kernel.request("ulm_check_ahead_request", { code: WRONG });
  await configure({ settings: { typeErrors: "refuse" } }, "control");
  expect((await kernel.execute(WRONG)).reply.status).toBe("error");
  const first = kernel.execute("await new Promise((resolve) => setTimeout(resolve, 200))");
  const second = kernel.execute(WRONG);
  await configure({ settings: { typeErrors: "ignore" } }, "control");
  await first;
  const { reply, published } = await second;
  expect(reply.status).toBe("ok");
  expect(published.map(({ header }) => header.msg_type)).not.toContain("stream");
});

it("change also what TypeScript makes of decorators", async () => {
  const cell =
    "function told(target: unknown, key: unknown) { kinds.push(typeof key) }\nconst kinds: string[] = [];\nclass A { @told m() {} }\nkinds[0]";
  await configure({ settings: { typeErrors: "ignore", decorators: "legacy" } });
  expect((await kernel.execute(cell)).plain).toBe("'string'");
  await configure({ settings: { decorators: null } });
  expect((await kernel.execute(cell)).plain).toBe("'object'");
});

it("are those of a kernel of another name when a client says so", async () => {
  const deno = { typeErrors: "ignore", decorators: "standard" };
  expect(await configure({ kernel: "deno" })).toMatchObject({ settings: deno });
  expect(await configure({ settings: { typeErrors: "refuse" } })).toMatchObject({ settings: { typeErrors: "refuse" } });
  expect(await configure({ settings: { typeErrors: null } })).toMatchObject({ settings: deno });
});

it("that are none change nothing", async () => {
  const before = await configure({});
  const refused = await configure({ settings: { decorators: "legacy", typeErrors: "sometimes" } });
  expect(refused).toMatchObject({
    status: "error",
    ename: "KernelOptionError",
    evalue: "typeErrors=sometimes: it is one of refuse, warn, ignore",
  });
  expect(await configure({})).toEqual(before);
});
