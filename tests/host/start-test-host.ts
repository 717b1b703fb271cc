import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import type { HostSpec } from "../../host/host-options.ts";
import { startHost, type Host } from "../../host/host.ts";

export const fakeKernelMain = fileURLToPath(new URL("../fixtures/host/fake-kernel.mjs", import.meta.url));

/** Starts the scripted kernel of the fixtures. */
export function fakeKernelCommand(env: Record<string, string> = {}) {
  return (connectionFile: string) => ({
    command: process.execPath,
    args: [fakeKernelMain, "--connection-file", connectionFile],
    env: { JPY_PARENT_PID: String(process.pid), ...env },
  });
}

export async function makeDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "ulm-host-"));
}

export interface TestHost extends Host {
  directory: string;
  /** A request of a program that carries the token. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows what it asked for
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
  openChannels(kernel: string, session: string, protocols?: string[]): Promise<WebSocket>;
}

/** A host in a directory of its own, with the scripted kernel; it is removed when the host is closed. */
export async function startTestHost(spec: HostSpec = {}): Promise<TestHost> {
  const directory = await makeDirectory();
  const host = await startHost({
    workspace: join(directory, "workspace"),
    stateDirectory: join(directory, "state"),
    kernelCommand: fakeKernelCommand(),
    keepSpareKernel: false,
    logLevel: "error",
    ...spec,
  });
  const authorization = `token ${host.token}`;
  return {
    url: host.url,
    token: host.token,
    workspace: host.workspace,
    get tokenUrl() {
      return host.tokenUrl;
    },
    directory,
    async call(method, path, body) {
      const response = await fetch(new URL(path, host.url), {
        method,
        headers: { authorization },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return { status: response.status, body: isJson ? JSON.parse(text) : text };
    },
    async openChannels(kernel, session, protocols = []) {
      const url = `${host.url.replace("http", "ws")}api/kernels/${kernel}/channels?session_id=${session}`;
      const socket = new WebSocket(url, protocols, { headers: { authorization } });
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      return socket;
    },
    async close() {
      await host.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
