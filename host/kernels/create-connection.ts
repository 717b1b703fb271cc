import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { type ConnectionInfo, hasPorts } from "../../kernel/wire/connection-info.ts";
import { writeConnectionFile } from "../../kernel/wire/write-connection-file.ts";

export interface Connection {
  /** Path of the connection file. */
  file: string;
  /** With its ports, once the kernel has chosen them; null before. */
  read(): Promise<ConnectionInfo | null>;
  remove(): Promise<void>;
}

/**
 * Writes a connection file that only the user can read: it holds the key that signs the kernel's messages. The kernel
 * chooses the ports and writes them there: ports that somebody else chose can be taken before it binds them.
 */
export async function createConnection(runtimeDirectory: string): Promise<Connection> {
  await mkdir(runtimeDirectory, { recursive: true, mode: 0o700 });
  const info: ConnectionInfo = {
    transport: "tcp",
    ip: "127.0.0.1",
    ...{ shell_port: 0, iopub_port: 0, stdin_port: 0, control_port: 0, hb_port: 0 },
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    kernel_name: "ulm",
  };
  const file = join(runtimeDirectory, `kernel-${randomUUID()}.json`);
  await writeConnectionFile(file, info);
  return { file, read: () => readPorts(file), remove: () => unlink(file).catch(() => {}) };
}

/** Kernels of others may write the file in place: what is not yet whole is as good as unwritten. */
async function readPorts(file: string): Promise<ConnectionInfo | null> {
  try {
    const info = JSON.parse(await readFile(file, "utf8")) as ConnectionInfo;
    return hasPorts(info) ? info : null;
  } catch {
    return null;
  }
}

const DAY = 24 * 60 * 60 * 1000;

/** Removes connection files that hosts which were killed have left: a kernel reads its own once, at its start. */
export async function removeAbandonedConnections(runtimeDirectory: string): Promise<void> {
  const names = await readdir(runtimeDirectory).catch((): string[] => []);
  for (const name of names.filter((one) => /^kernel-[\da-f-]+\.json(\.\d+)?$/.test(one))) {
    const file = join(runtimeDirectory, name);
    const stats = await stat(file).catch(() => null);
    if (stats !== null && Date.now() - stats.mtimeMs > DAY) await unlink(file).catch(() => {});
  }
}
