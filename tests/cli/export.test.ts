import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { executedNotebook } from "./support/notebook.ts";
import { runUlm } from "./support/run-ulm.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const inFolder = temporaryFolder();
const output = {
  output_type: "execute_result",
  execution_count: 1,
  metadata: {},
  data: { "text/plain": "six times seven" },
};

describe("ulm export", () => {
  it("writes a report that shows code and outputs", async () => {
    await writeFile(inFolder("done.ipynb"), executedNotebook("6 * 7", [output]));
    const { code, stderr } = await runUlm(["export", inFolder("done.ipynb"), "-o", inFolder("report.html")]);
    expect([code, stderr]).toEqual([0, `Wrote ${inFolder("report.html")}\n`]);
    const html = await readFile(inFolder("report.html"), "utf8");
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain("six times seven");
  });

  it("shows the chosen language first", async () => {
    await writeFile(inFolder("done.ipynb"), executedNotebook("6 * 7", [output]));
    const { code } = await runUlm(["export", inFolder("done.ipynb"), "-o", inFolder("r.html"), "--language", "zh-CN"]);
    expect(code).toBe(0);
    expect(await readFile(inFolder("r.html"), "utf8")).toMatch(/<html[^>]* lang="zh-CN"/);
  });

  it.each([
    ["a missing file", undefined, /missing\.ipynb: there is no such file$/],
    ["broken JSON, with its place", '{\n "cells": [\n  oops\n', /missing\.ipynb is not a notebook: line 3, column 3/],
    ["a notebook without cells", '{"nbformat": 4}', /missing\.ipynb is not a notebook: "cells" is missing/],
    ["an older format", '{"nbformat": 3, "worksheets": []}', /missing\.ipynb is not a notebook: it is of format 3/],
  ])("says in one line what is wrong with %s", async (_what, text, message) => {
    if (text !== undefined) await writeFile(inFolder("missing.ipynb"), text);
    const { code, stderr } = await runUlm(["export", inFolder("missing.ipynb"), "-o", inFolder("report.html")]);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/^ulm export: /);
    expect(stderr.trimEnd()).toMatch(message.source.endsWith("$") ? message : new RegExp(message.source));
    await expect(access(inFolder("report.html"))).rejects.toThrow();
  });

  it("names the target that cannot be written", async () => {
    await writeFile(inFolder("done.ipynb"), executedNotebook("6 * 7", [output]));
    await mkdir(inFolder("folder"));
    const into = (target: string) => runUlm(["export", inFolder("done.ipynb"), "-o", target]);
    expect((await into(inFolder("no", "where.html"))).stderr).toBe(
      `ulm export: cannot write ${inFolder("no", "where.html")}: the folder ${inFolder("no")} does not exist\n`,
    );
    expect((await into(inFolder("folder"))).stderr).toBe(
      `ulm export: cannot write ${inFolder("folder")}: it is a folder\n`,
    );
  });

  it("shows the stack with --debug only", async () => {
    const { stderr } = await runUlm(["export", inFolder("missing.ipynb"), "-o", inFolder("report.html"), "--debug"]);
    expect(stderr).toContain("    at ");
  });
});
