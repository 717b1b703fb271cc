import { basename, isAbsolute, relative, resolve } from "node:path";
import { currentTaskContext } from "../../compute/task-context.ts";

/** Tells whoever runs the computation which file it read, so that a report can say where its numbers come from. */
export function reportFileRead(path: string, sha256: string, size: number): void {
  currentTaskContext().onFileRead?.({ name: nameOf(path), sha256, size });
}

/** A report travels: it shall not tell where its author keeps things. */
function nameOf(path: string): string {
  if (!isAbsolute(path)) return path.replaceAll("\\", "/");
  const inside = relative(resolve("."), path).replaceAll("\\", "/");
  return inside.startsWith("../") || isAbsolute(inside) ? basename(path) : inside;
}
