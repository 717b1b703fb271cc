import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HostProcess, HostStartError } from "../../electron/host-process.ts";

/** A host that records how it was started and then does what `body` says. */
function hostProgram(body: string): string {
  const file = path.join(directory, "host.mjs");
  const record = `import { appendFileSync } from "node:fs";
    appendFileSync(${JSON.stringify(path.join(directory, "starts.jsonl"))},
      JSON.stringify({ argv: process.argv.slice(2), secret: process.env.ULM_HOST_SECRET, pid: process.pid }) + "\\n");
    const listening = (port) => console.log(JSON.stringify({ event: "listening", url: "http://127.0.0.1:" + port + "/?token=t", workspace: "/w" }));
    process.stdin.resume().on("end", () => process.exit(0));`;
  writeFileSync(file, `${record}\n${body}`);
  return file;
}

function starts(): { argv: string[]; secret: string; pid: number }[] {
  return readFileSync(path.join(directory, "starts.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

let directory: string;
let exits: string[];
let running: HostProcess[];

function supervise(
  cli: string,
  options: { node?: string; startTimeoutMs?: number; stopTimeoutMs?: number } = {},
): HostProcess {
  const host = new HostProcess({
    location: { node: options.node ?? process.execPath, cli },
    startTimeoutMs: options.startTimeoutMs ?? 10_000,
    stopTimeoutMs: options.stopTimeoutMs,
    onUnexpectedExit: (reason) => exits.push(reason),
  });
  running.push(host);
  return host;
}

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "ulm-host-process-"));
  exits = [];
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((host) => host.stop()));
  rmSync(directory, { recursive: true, force: true });
});

describe("the supervised host", () => {
  it("starts, says where it is, and ends when told", async () => {
    const host = supervise(hostProgram("console.log('a stray line'); listening(4567);"));
    await expect(host.start()).resolves.toMatchObject({ origin: "http://127.0.0.1:4567", workspace: "/w" });
    await host.stop();
    expect(isAlive(starts()[0].pid)).toBe(false);
    expect(exits).toEqual([]);
  });

  it("keeps the secret out of the command line", async () => {
    await supervise(hostProgram("listening(4567);")).start();
    const [{ argv, secret }] = starts();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(argv.join(" ")).not.toContain(secret);
  });

  it("comes back on the same port with the same secret after a crash", async () => {
    const host = supervise(
      hostProgram("listening(4567); setTimeout(() => process.exit(7), process.argv.includes('--port') ? 1e6 : 50);"),
    );
    await host.start();
    await expect.poll(() => exits).toEqual(["exit code 7"]);
    await host.start();
    const [first, second] = starts();
    expect(second.secret).toBe(first.secret);
    expect(second.argv.slice(-2)).toEqual(["--port", "4567"]);
  });

  it("passes on the host's own explanation when it cannot start", async () => {
    const program = hostProgram(
      `console.log(JSON.stringify({ event: "failed", message: "no permission to write to /w" })); process.exit(1);`,
    );
    await expect(supervise(program).start()).rejects.toThrow(new HostStartError("no permission to write to /w"));
  });

  it.each([
    ["ends at once", "process.exit(3);", /ended at once \(exit code 3\)/],
    ["stays silent", "setInterval(() => {}, 1000);", /did not answer within 0.3 s/],
  ])("says so when the host %s", async (_what, body, message) => {
    const isSilent = body.startsWith("setInterval");
    const host = supervise(hostProgram(body), { startTimeoutMs: isSilent ? 300 : 10_000 });
    await expect(host.start()).rejects.toThrow(message);
    if (isSilent) await expect.poll(() => starts().every(({ pid }) => !isAlive(pid))).toBe(true);
  });

  it("names the program when Node is missing", async () => {
    const host = supervise(hostProgram("listening(1);"), { node: path.join(directory, "no-such-node") });
    await expect(host.start()).rejects.toThrow(/no-such-node could not be started/);
  });

  it("kills a host that does not end by itself", async () => {
    const program = hostProgram(
      "process.stdin.removeAllListeners('end'); setInterval(() => {}, 1000); listening(4567);",
    );
    const host = supervise(program, { stopTimeoutMs: 200 });
    await host.start();
    await host.stop();
    expect(isAlive(starts()[0].pid)).toBe(false);
  });
});
