import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import type { HostLocation } from "./host-location.ts";

/** What the host says when it is ready. */
export interface HostAddress {
  /** Carries the token: goes to the window, never to a log. */
  url: string;
  origin: string;
  workspace: string;
}

export interface HostProcessOptions {
  location: HostLocation;
  /** Folder to serve; the host's own default when undefined. */
  workspace?: string;
  environment?: NodeJS.ProcessEnv;
  startTimeoutMs?: number;
  /** How long the host may take to end its kernels before it is killed. */
  stopTimeoutMs?: number;
  /** Called when a host that had started ends without having been asked to. */
  onUnexpectedExit(reason: string): void;
}

/** The host did not come up; `message` is the host's own explanation where it gave one. */
export class HostStartError extends Error {
  override name = "HostStartError";
}

/**
 * Supervises the notebook server as a child process. The shell chooses the secret, and a restarted host gets the same secret and port:
 * the page that is open keeps its session and its unsaved work, and simply reconnects.
 */
export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #secret = randomBytes(32).toString("hex");
  #child: ChildProcess | null = null;
  #port: string | null = null;
  #isStopping = false;

  constructor(options: HostProcessOptions) {
    this.#options = options;
  }

  /** @throws HostStartError when the host ends, fails or stays silent */
  async start(): Promise<HostAddress> {
    this.#isStopping = false;
    const child = this.#spawn();
    this.#child = child;
    const address = await this.#waitUntilListening(child).catch((error: unknown) => {
      child.kill("SIGKILL");
      throw error;
    });
    this.#port = new URL(address.url).port;
    child.once("exit", (code, signal) => this.#handleExit(child, signal ?? `exit code ${code}`));
    return address;
  }

  /** Ends the host and its kernels; resolves when the process is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#isStopping = true;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.stdin?.end();
    const killer = setTimeout(() => child.kill("SIGKILL"), this.#options.stopTimeoutMs ?? 5000);
    await gone;
    clearTimeout(killer);
  }

  #spawn(): ChildProcess {
    const { location, workspace, environment } = this.#options;
    const args = [
      location.cli,
      "serve",
      ...(workspace === undefined ? [] : [workspace]),
      "--supervised",
      "--no-browser",
    ];
    if (this.#port !== null) args.push("--port", this.#port);
    return spawn(location.node, args, {
      stdio: ["pipe", "pipe", "inherit"],
      // The environment, not the command line: any user of the machine can list command lines.
      env: { ...(environment ?? process.env), ULM_HOST_SECRET: this.#secret },
      windowsHide: true,
    });
  }

  #waitUntilListening(child: ChildProcess): Promise<HostAddress> {
    return new Promise((resolve, reject) => {
      const timeoutMs = this.#options.startTimeoutMs ?? 30_000;
      const fail = (message: string, cause?: unknown): void => reject(new HostStartError(message, { cause }));
      const timer = setTimeout(
        () => fail(`the notebook server did not answer within ${timeoutMs / 1000} s`),
        timeoutMs,
      );
      child.once("error", (cause) =>
        fail(`${this.#options.location.node} could not be started: ${cause.message}`, cause),
      );
      child.once("exit", (code, signal) =>
        fail(`the notebook server ended at once (${signal ?? `exit code ${code}`})`),
      );
      createInterface({ input: child.stdout! }).on("line", (line) => {
        const event = parseEvent(line);
        if (event === null) return;
        clearTimeout(timer);
        if (event.event === "failed") return fail(event.message);
        resolve({ url: event.url, origin: new URL(event.url).origin, workspace: event.workspace });
      });
    });
  }

  #handleExit(child: ChildProcess, reason: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    if (!this.#isStopping) this.#options.onUnexpectedExit(reason);
  }
}

type HostEvent = { event: "listening"; url: string; workspace: string } | { event: "failed"; message: string };

/** Lines of the host's standard output that are not events (a stray log of a dependency) are passed over. */
function parseEvent(line: string): HostEvent | null {
  try {
    const event = JSON.parse(line) as HostEvent;
    return event.event === "listening" || event.event === "failed" ? event : null;
  } catch {
    return null;
  }
}
