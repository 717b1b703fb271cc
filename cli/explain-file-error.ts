import { dirname } from "node:path";
import { CommandError } from "./command-error.ts";

/** Says in one line why a file could not be read or written; other errors come back as they are. */
export function explainFileError(cause: unknown, action: "read" | "write", path: string): unknown {
  const reason = explain((cause as NodeJS.ErrnoException | null)?.code, action, path);
  return reason === undefined ? cause : new CommandError(`cannot ${action} ${path}: ${reason}`, { cause });
}

function explain(code: string | undefined, action: "read" | "write", path: string): string | undefined {
  switch (code) {
    case "ENOENT":
      return action === "read" ? "there is no such file" : `the folder ${dirname(path)} does not exist`;
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
      return `${dirname(path)} is not a folder`;
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the disk is read-only";
    case "ENOSPC":
      return "the disk is full";
    default:
      return undefined;
  }
}
