import { join } from "node:path";

/** Where applications keep their state on a platform. */
export function defaultStateDirectory(system: string, env: NodeJS.ProcessEnv, home: string): string {
  if (system === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "ULM Notebook");
  if (system === "darwin") return join(home, "Library", "Application Support", "ULM Notebook");
  return join(env.XDG_STATE_HOME || join(home, ".local", "state"), "ulm-notebook");
}
