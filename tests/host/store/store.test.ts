import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeEach, describe, expect, it } from "vitest";
import type { Log } from "../../../host/log.ts";
import { Store } from "../../../host/store/store.ts";
import { makeDirectory } from "../start-test-host.ts";

let directory: string;
let file: string;
let warnings: string[];
let log: Log;

beforeEach(async () => {
  directory = await makeDirectory();
  file = join(directory, "state.json");
  warnings = [];
  const silent = () => {};
  log = { debug: silent, info: silent, warn: (event) => void warnings.push(event), error: silent };
});

describe("Store", () => {
  it("remembers", async () => {
    const first = await Store.open(file, log);
    await Promise.all(
      ["a", "b", "c"].map((exercise) =>
        first.update(({ progress }) => {
          progress.lesson = { ...progress.lesson, [exercise]: "correct" };
        }),
      ),
    );
    await first.close();
    const second = await Store.open(file, log);
    expect(second.state.progress).toEqual({ lesson: { a: "correct", b: "correct", c: "correct" } });
    await second.close();
    expect(warnings).toEqual([]);
  });

  it("sets a damaged file aside instead of writing over it", async () => {
    for (const text of ['{"version": 1, "recent": [', '{"version": 99}', "null"]) {
      await writeFile(file, text);
      const store = await Store.open(file, log);
      expect(store.state.recent).toEqual([]);
      await store.update(() => {});
      await store.close();
      const aside = (await readdir(directory)).filter((name) => name.includes(".damaged-"));
      const texts = await Promise.all(aside.map((name) => readFile(join(directory, name), "utf8")));
      expect(texts).toContain(text);
    }
    expect(warnings).toEqual(["store.damaged", "store.damaged", "store.damaged"]);
  });

  it("has one writer: another host works with what it read", async () => {
    const writer = await Store.open(file, log);
    await writer.update((state) => void (state.progress.lesson = { a: "correct" }));
    const reader = await Store.open(file, log);
    expect(warnings).toEqual(["store.shared"]);
    expect([writer.isKept, reader.isKept]).toEqual([true, false]);
    await reader.update((state) => void (state.progress.lesson = { a: "error" }));
    expect(reader.state.progress.lesson).toEqual({ a: "error" });
    expect(JSON.parse(await readFile(file, "utf8")).progress.lesson).toEqual({ a: "correct" });
    await reader.close();
    await writer.close();
    const next = await Store.open(file, log);
    expect(next.isKept).toBe(true);
    await next.close();
  });

  it.each([
    ["of a process that is gone", JSON.stringify({ pid: 2 ** 22 + 1, id: "x" }), 0],
    ["that is torn", '{"pid": 1', 0],
    ["whose owner's number is another's now", JSON.stringify({ pid: process.pid, id: "x" }), 60],
  ])("ignores a lock %s", async (_case, lock, age) => {
    await writeFile(`${file}.lock`, lock);
    const then = new Date(Date.now() - age * 1000);
    await utimes(`${file}.lock`, then, then);
    const store = await Store.open(file, log);
    expect(store.isKept).toBe(true);
    await store.close();
    expect(await readdir(directory)).not.toContain("state.json.lock");
  });

  it("is whole after its process was killed at any moment", async () => {
    const module = join(directory, "store.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("../../../host/store/store.ts", import.meta.url))],
      outfile: module,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "error",
    });
    const folder = join(directory, "killed");
    await mkdir(folder);
    const target = join(folder, "state.json");
    let written = -1;
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, [
        fileURLToPath(new URL("../../fixtures/host/write-forever.mjs", import.meta.url)),
        module,
        target,
      ]);
      let output = "";
      child.stdout.on("data", (data) => (output += data));
      const exited = once(child, "exit");
      await once(child.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 9));
      child.kill("SIGKILL");
      await exited;
      expect(output.startsWith("writing")).toBe(true);
      const finished = Math.max(-1, ...output.split("\n").slice(1, -1).map(Number));
      if (finished < 0 && written < 0) continue;
      const state = JSON.parse(await readFile(target, "utf8"));
      // What was reported as written is there, or something later.
      expect(state.progress.lesson.number).toBeGreaterThanOrEqual(Math.max(finished, 0));
      written = finished;
    }
    expect(written).toBeGreaterThan(0);
    const store = await Store.open(target, log);
    expect(store.isKept).toBe(true);
    await store.close();
    expect(warnings).toEqual([]);
    expect(await readdir(folder)).toEqual(["state.json"]);
  });
});
