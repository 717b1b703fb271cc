import module from "node:module";
import { homedir, platform } from "node:os";
import { join } from "node:path";

/** Where applications keep on a platform what they can make again. */
export function defaultCacheDirectory(system: string, env: NodeJS.ProcessEnv, home: string): string {
  if (system === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "ULM Notebook", "Cache");
  if (system === "darwin") return join(home, "Library", "Caches", "ULM Notebook");
  return join(env.XDG_CACHE_HOME || join(home, ".cache"), "ulm-notebook");
}

/** The folder of code that V8 has compiled; undefined when Node is told to keep none (`NODE_DISABLE_COMPILE_CACHE`). */
export function codeFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env.NODE_DISABLE_COMPILE_CACHE ? undefined : join(defaultCacheDirectory(platform(), env, homedir()), "code");
}

/** Lets Node keep the code of the modules that this thread loads from now on; Node can from 22.1 on. */
export function keepModulesCode(): void {
  const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };
  const folder = codeFolder();
  if (folder !== undefined) enableCompileCache?.(join(folder, "modules"));
}
