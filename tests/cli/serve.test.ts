import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

/** Starts a server on the test's folder, without a browser. */
async function serve(...args: string[]) {
  await mkdir(inFolder("workspace"), { recursive: true });
  const child = spawn(process.execPath, [main, "serve", inFolder("workspace"), "--no-browser", ...args], {
    env: { ...process.env, ULM_STATE_DIR: inFolder("state") },
    stdio: ["pipe", "pipe", args.includes("--gateway") ? "pipe" : "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => (await lines.next()).value;
  return { child, nextLine, exited: once(child, "exit") };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("ulm serve --supervised", () => {
  it("says where it listens, and lets in whoever comes by that link", async () => {
    const { nextLine } = await serve("--supervised");
    const event = JSON.parse(await nextLine());
    expect(event).toEqual({
      event: "listening",
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/login\?code=[\w-]{43}$/),
      workspace: inFolder("workspace"),
      opened: false,
    });
    const answer = await fetch(event.url, { redirect: "manual" });
    expect(answer.status).toBe(302);
    const cookie = answer.headers.get("set-cookie")!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const contents = await fetch(new URL("/api/contents/", event.url), { headers: { cookie: cookie.split(";")[0]! } });
    expect(contents.status).toBe(200);
    expect((await fetch(new URL("/api/contents/", event.url))).status).toBe(403);
  });

  it("tells programs of Jupyter how to use its kernels, when asked to", async () => {
    const { child, nextLine } = await serve("--supervised", "--gateway");
    await nextLine();
    const [said] = (await once(child.stderr!, "data")) as [Buffer];
    const [, url, token] = /JUPYTER_GATEWAY_URL=(\S+) JUPYTER_GATEWAY_AUTH_TOKEN=(\S+) jupyter/.exec(String(said))!;
    const specs = (authorization: string) => fetch(new URL("/api/kernelspecs", url), { headers: { authorization } });
    expect((await specs(`token ${token}`)).status).toBe(200);
    expect((await specs("token wrong")).status).toBe(403);
  });

  it("ends when its stdin closes", async () => {
    const { child, nextLine, exited } = await serve("--supervised");
    await nextLine();
    child.stdin!.end();
    expect(await exited).toEqual([0, null]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends on %s", async (signal) => {
    const { child, nextLine, exited } = await serve("--supervised");
    await nextLine();
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });

  it("says why it cannot listen", async () => {
    const port = await freePort();
    const holder = createServer().listen(port, "127.0.0.1");
    await once(holder, "listening");
    const { nextLine, exited } = await serve("--supervised", "--port", String(port));
    const event = JSON.parse(await nextLine());
    expect(event.event).toBe("failed");
    expect(event.message).toContain(String(port));
    expect(await exited).toEqual([1, null]);
    holder.close();
  });
});

describe("ulm serve", () => {
  it("prints an address for people, and listens where it was told to", async () => {
    const port = await freePort();
    const { child, nextLine, exited } = await serve("--port", String(port));
    expect(await nextLine()).toBe(`ULM Notebook is running in ${inFolder("workspace")}.`);
    await nextLine();
    expect(await nextLine()).toContain(`http://127.0.0.1:${port}/login?code=`);
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
  });

  it("names a workspace that is a file", async () => {
    await writeFile(inFolder("file"), "");
    const { code, stderr } = await runUlm(["serve", inFolder("file"), "--no-browser"], {
      env: { ULM_STATE_DIR: inFolder("state") },
    });
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(inFolder("file"));
  });
});
