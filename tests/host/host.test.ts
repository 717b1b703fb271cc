import { chmod, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHostOptions } from "../../host/host-options.ts";
import { defaultStateDirectory } from "../../kernel/state-directory.ts";
import { startHost } from "../../host/host.ts";
import { createLog, describeError } from "../../host/log.ts";
import { makeDirectory, startTestHost } from "./start-test-host.ts";

describe("startHost", () => {
  it("says which port is in use", async () => {
    const host = await startTestHost();
    const port = Number(new URL(host.url).port);
    await expect(startTestHost({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`);
    await host.close();
  });

  it("says what is wrong with the workspace", async () => {
    const directory = await makeDirectory();
    const start = (workspace: string) => startHost({ workspace, stateDirectory: join(directory, "state") });
    await writeFile(join(directory, "file"), "");
    await expect(start(join(directory, "missing", "ws"))).rejects.toThrow(/parent folder .*missing is missing/);
    await expect(start(join(directory, "file"))).rejects.toThrow(/is a file: the workspace must be a folder/);
    await expect(start(join(directory, "file", "ws"))).rejects.toThrow(/a part of its path is a file/);
  });

  it.skipIf(process.getuid?.() === 0)("says that the workspace cannot be written", async () => {
    const directory = await makeDirectory();
    const workspace = join(directory, "ws");
    await mkdir(workspace);
    await chmod(workspace, 0o500);
    await expect(startHost({ workspace, stateDirectory: join(directory, "state") })).rejects.toThrow(
      /cannot be written/,
    );
  });

  it("keeps its own files from other users", async () => {
    const host = await startTestHost();
    const modeOf = async (path: string) => ((await stat(join(host.directory, "state", path))).mode & 0o777).toString(8);
    const { body } = await host.call("POST", "/api/kernels", {});
    expect(await modeOf("")).toBe("700");
    expect(await modeOf("runtime")).toBe("700");
    expect(await modeOf("trust/key")).toBe("600");
    expect(body.id).toMatch(/^[\da-f-]{36}$/);
    await host.close();
  });
});

describe("createHostOptions", () => {
  it("fills in what is not said", () => {
    expect(createHostOptions({ workspace: "/a", keepSpareKernel: false })).toMatchObject({
      workspace: "/a",
      port: 0,
      keepSpareKernel: false,
      logLevel: "warn",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(() => createHostOptions({ port: 70000 })).toThrow("70000 is not a port");
    expect(() => createHostOptions({ secret: "" })).toThrow("could be guessed");
  });

  it.each([
    ["linux", {}, "/home/a/.local/state/ulm-notebook"],
    ["linux", { XDG_STATE_HOME: "/x" }, "/x/ulm-notebook"],
    ["darwin", {}, "/home/a/Library/Application Support/ULM Notebook"],
    ["win32", { LOCALAPPDATA: "/local" }, "/local/ULM Notebook"],
  ])("keeps its state where %s %o has it", (system, env, expected) => {
    expect(defaultStateDirectory(system, env, "/home/a")).toBe(expected);
  });
});

describe("createLog", () => {
  it("writes one line of JSON for what matters, with the causes of errors", () => {
    const lines: string[] = [];
    const log = createLog("info", (line) => void lines.push(line));
    log.debug("unseen");
    log.warn("seen", { error: new Error("outer", { cause: new TypeError("inner") }) });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0])).toMatchObject({
      level: "warn",
      event: "seen",
      error: "Error: outer (because of TypeError: inner)",
    });
    expect(describeError("text")).toBe("text");
  });

  it("never holds a secret", async () => {
    const lines: string[] = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (chunk) => lines.push(String(chunk)) > 0;
    let secrets: string[];
    try {
      const host = await startTestHost({ logLevel: "debug" });
      const link = host.tokenUrl;
      const cookie = (await fetch(link, { redirect: "manual" })).headers.get("set-cookie") ?? "";
      await fetch(link, { redirect: "manual" });
      await host.call("GET", `/api/nothing?token=${host.token}`);
      const kernel = (await host.call("POST", "/api/kernels", {})).body.id;
      (await host.openChannels(kernel, "s")).close();
      secrets = [host.token, new URL(link).searchParams.get("code") ?? "", /=([\w-]+);/.exec(cookie)?.[1] ?? ""];
      await host.close();
    } finally {
      process.stderr.write = write;
    }
    expect(lines.join("")).toContain("/login");
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(lines.join("")).not.toContain(secret);
    }
  });
});
