import { allow, refuse, type Verdict } from "../security/verdict.ts";

const windowsReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Whether a client's path (segments joined by `/`, decoded) may name a file of the workspace, judged by its letters
 * alone; symbolic links are judged on the disk.
 */
export function checkPath(path: string, platform: NodeJS.Platform = process.platform): Verdict {
  if (path === "") return allow("the workspace itself");
  if (path.includes("\0")) return refuse("a name contains a NUL character");
  for (const segment of path.split("/")) {
    if (segment === "") return refuse("a name is empty");
    if (segment === "." || segment === "..") return refuse(`"${segment}" is not a name`);
    if (segment.startsWith(".")) return refuse("hidden files are not served");
    if (Buffer.byteLength(segment) > 255) return refuse("a name is longer than 255 bytes");
    if (platform === "win32") {
      if (/[\\:*?"<>|]/.test(segment)) return refuse(`"${segment}" has a character that names cannot have on Windows`);
      if (windowsReserved.test(segment) || /[. ]$/.test(segment))
        return refuse(`"${segment}" is not a file name on Windows`);
    }
  }
  return allow("a plain path");
}
