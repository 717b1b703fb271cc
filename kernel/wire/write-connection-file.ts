import { rename, writeFile } from "node:fs/promises";
import type { ConnectionInfo } from "./connection-info.ts";

/** Writes a connection file, readable by the user alone, as a whole: a reader sees the old one or the new one. */
export async function writeConnectionFile(file: string, info: ConnectionInfo): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(info, null, 1), { mode: 0o600 });
  await rename(draft, file);
}
