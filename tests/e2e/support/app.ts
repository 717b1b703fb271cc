import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** A host of one's own: its folders are made for it and removed after it. */
export interface App {
  /** Logs a browser in: it carries the one-time token. */
  readonly url: string;
  readonly origin: string;
  /** The folder that the app shows. */
  readonly workspace: string;
  /** What the host wrote to stderr until now. */
  log(): string;
  /** Ends the host, as its shell would: by closing its stdin. */
  stop(): Promise<void>;
}

export interface AppOptions {
  /** Files to find in the workspace, by their path in it. */
  files?: Record<string, string | Uint8Array>;
}

/** Starts the app as a shell does, on a workspace and a state folder that nobody else uses. */
export async function startApp({ files = {} }: AppOptions = {}): Promise<App> {
  const root = await mkdtemp(join(tmpdir(), "ulm-e2e-"));
  const workspace = join(root, "workspace");
  await mkdir(workspace);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  const child = spawn(process.execPath, [cli, "serve", workspace, "--supervised", "--no-browser"], {
    env: { ...process.env, ULM_STATE_DIR: join(root, "state") },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const exited = once(child, "exit");
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const killer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await exited;
    clearTimeout(killer);
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const url = await listening(child, exited);
    return { url, origin: new URL(url).origin, workspace, log: () => log, stop };
  } catch (cause) {
    await stop();
    throw new Error(`The host did not start: ${(cause as Error).message}\n${log}`, { cause });
  }
}

async function listening(child: ChildProcess, exited: Promise<unknown>): Promise<string> {
  const ended = exited.then(() => Promise.reject(new Error("it ended before it listened")));
  return Promise.race([firstEvent(child), ended]);
}

async function firstEvent(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const event = JSON.parse(line) as { event: string; url: string; message: string };
    if (event.event === "listening") return event.url;
    throw new Error(event.message);
  }
  throw new Error("it said nothing");
}
