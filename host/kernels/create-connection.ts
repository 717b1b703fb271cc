import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, stat, unlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import type { ConnectionInfo } from "../../kernel/wire/connection-info.ts";

export interface Connection {
  /** Path of the connection file. */
  file: string;
  info: ConnectionInfo;
  remove(): Promise<void>;
}

/**
 * Reserves five ports of this machine and writes a connection file that only the user can read: it holds the key that
 * signs the kernel's messages.
 */
export async function createConnection(runtimeDirectory: string): Promise<Connection> {
  await mkdir(runtimeDirectory, { recursive: true, mode: 0o700 });
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await findFreePorts(5);
  const info: ConnectionInfo = {
    transport: "tcp",
    ip: "127.0.0.1",
    ...{ shell_port, iopub_port, stdin_port, control_port, hb_port },
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    kernel_name: "ulm",
  };
  const file = join(runtimeDirectory, `kernel-${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(info, null, 1), { mode: 0o600, flag: "wx" });
  return { file, info, remove: () => unlink(file).catch(() => {}) };
}

/** Ports that were free a moment ago: all are held at once, so that they differ, and then released. */
async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen()));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

const DAY = 24 * 60 * 60 * 1000;

/** Removes connection files that hosts which were killed have left: a kernel reads its own once, at its start. */
export async function removeAbandonedConnections(runtimeDirectory: string): Promise<void> {
  const names = await readdir(runtimeDirectory).catch((): string[] => []);
  for (const name of names.filter((one) => /^kernel-[\da-f-]+\.json$/.test(one))) {
    const file = join(runtimeDirectory, name);
    const stats = await stat(file).catch(() => null);
    if (stats !== null && Date.now() - stats.mtimeMs > DAY) await unlink(file).catch(() => {});
  }
}
