import { execFile, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { listPackage } from "@electron/asar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = path.resolve(import.meta.dirname, "../..");
const unpacked = path.join(project, "release/out/linux-unpacked");
const resources = path.join(unpacked, "resources");
/** Electron's binary marks the place of its fuses with this; eight of them follow, all on. */
const fuseSentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

let scratch: string;

/** A distribution of the right shape, for machines that cannot have Electron's own. */
function createStubDistribution(): string {
  const directory = path.join(scratch, "electron");
  const { version } = createRequire(import.meta.url)("electron/package.json") as { version: string };
  mkdirSync(path.join(directory, "resources"), { recursive: true });
  writeFileSync(path.join(directory, "electron"), `#!/bin/sh\n# ${fuseSentinel}\u0001\u000811111111`);
  chmodSync(path.join(directory, "electron"), 0o755);
  writeFileSync(path.join(directory, "version"), version);
  for (const licence of ["LICENSE", "LICENSES.chromium.html"]) writeFileSync(path.join(directory, licence), "stub");
  return directory;
}

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "ulm-packaging-"));
  const args = ["scripts/package.mjs", "--dir", `-c.electronDist=${createStubDistribution()}`];
  await promisify(execFile)(process.execPath, args, { cwd: project, maxBuffer: 1 << 28 });
}, 300_000);

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(path.join(project, "release"), { recursive: true, force: true });
});

describe.skipIf(process.platform !== "linux")("the packaged app", () => {
  it("keeps the shell, and nothing else, in its asar", () => {
    const files = listPackage(path.join(resources, "app.asar"), { isPack: false });
    expect(files).toContain("/dist/electron/main.js");
    expect(files).toContain("/dist/electron/preload.cjs");
    expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
  });

  it("has its fuses set: no Node through Electron, no inspection, only its own asar", () => {
    const binary = readFileSync(path.join(unpacked, "ulm-notebook"), "latin1");
    const wire = binary.slice(binary.indexOf(fuseSentinel) + fuseSentinel.length + 2);
    // RunAsNode off, cookies encrypted, NODE_OPTIONS off, --inspect off, asar checked, only the asar loaded.
    expect(wire.slice(0, 6)).toBe("010011");
  });

  it.each(["host/dist/cli/main.js", "host/dist/kernel/main.js", "host/dist/renderer/manifest.json", "node/node"])(
    "ships %s outside of it",
    (file) => expect(existsSync(path.join(resources, file))).toBe(true),
  );

  it("runs a notebook on the Node that it brings", async () => {
    const notebook = path.join(scratch, "sum.ipynb");
    const cell = { id: "a", cell_type: "code", source: "20 + 22", metadata: {}, outputs: [], execution_count: null };
    writeFileSync(notebook, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }));
    const executed = path.join(scratch, "executed.ipynb");
    const cli = path.join(resources, "host/dist/cli/main.js");
    await promisify(execFile)(path.join(resources, "node/node"), [cli, "run", notebook, "-o", executed]);
    const { cells } = JSON.parse(readFileSync(executed, "utf8"));
    expect(cells[0].outputs[0].data["text/plain"].toString()).toBe("42");
  }, 60_000);

  it("serves the app as the shell would ask it to", async () => {
    const cli = path.join(resources, "host/dist/cli/main.js");
    const args = [cli, "serve", path.join(scratch, "workspace"), "--supervised", "--no-browser"];
    const environment = {
      ...process.env,
      XDG_STATE_HOME: path.join(scratch, "state"),
      XDG_DATA_HOME: path.join(scratch, "data"),
    };
    const host = spawn(path.join(resources, "node/node"), args, {
      stdio: ["pipe", "pipe", "inherit"],
      env: environment,
    });
    const ended = new Promise((resolve) => host.once("exit", resolve));
    try {
      for await (const line of createInterface({ input: host.stdout })) {
        const { url } = JSON.parse(line) as { url: string };
        const response = await fetch(url, { redirect: "manual" });
        expect(response.status).toBe(302);
        expect(response.headers.get("set-cookie")).toMatch(/HttpOnly/);
        break;
      }
    } finally {
      host.stdin.end();
      await ended;
    }
  }, 60_000);
});
