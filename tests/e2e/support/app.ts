import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
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
  /** Kills the host as a crash would. Nothing answers until it is started again. */
  crash(): Promise<void>;
  /** Starts the host again as a shell does: same port, same secret. */
  restart(): Promise<void>;
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
  let log = "";
  const secret = randomBytes(32).toString("hex");
  const launch = (port: string) => {
    const args = [cli, "serve", workspace, "--supervised", "--no-browser", "--port", port];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ULM_STATE_DIR: join(root, "state"), ULM_HOST_SECRET: secret },
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
    return { child, exited: once(child, "exit") };
  };
  let host = launch("0");
  const crash = async (): Promise<void> => {
    host.child.kill("SIGKILL");
    await host.exited;
  };
  const stop = async (): Promise<void> => {
    host.child.stdin.end();
    const killer = setTimeout(() => host.child.kill("SIGKILL"), 10_000);
    await host.exited;
    clearTimeout(killer);
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const url = await listening(host.child, host.exited);
    const { origin, port } = new URL(url);
    const restart = async (): Promise<void> => {
      host = launch(port);
      await listening(host.child, host.exited);
    };
    return { url, origin, workspace, log: () => log, crash, restart, stop };
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
