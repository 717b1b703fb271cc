import { realpathSync } from "node:fs";
import { resolve } from "node:path";

/** Whether two paths name one file, also by way of links; a file that does not exist yet has its path only. */
export function isSameFile(a: string, b: string): boolean {
  return realPath(a) === realPath(b);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
