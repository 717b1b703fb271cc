import { lstat, open } from "node:fs/promises";

/** Never replaces: fails when the file is there. */
export async function createFile(absolute: string, content: string | Buffer): Promise<void> {
  const file = await open(absolute, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether a name is taken, be it by a link that leads nowhere. */
export async function isTaken(absolute: string): Promise<boolean> {
  return (await lstat(absolute).catch(() => null)) !== null;
}
