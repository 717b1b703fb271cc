import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../../../host/contents/workspace.ts";

let outside: string;
let workspace: Workspace;

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), "ulm-workspace-"));
  await writeFile(join(outside, "secret"), "");
  workspace = await Workspace.open(join(outside, "ws"));
  await mkdir(join(workspace.root, "folder"));
  await writeFile(join(workspace.root, "folder", "file"), "");
});

describe("Workspace.resolve", () => {
  it("finds what is there and what is not yet", async () => {
    expect(await workspace.resolve("")).toBe(workspace.root);
    expect(await workspace.resolve("folder/file")).toBe(join(workspace.root, "folder", "file"));
    expect(await workspace.resolve("folder/new/deep")).toBe(join(workspace.root, "folder", "new", "deep"));
  });

  it("follows links that stay inside", async () => {
    await symlink("folder", join(workspace.root, "link"));
    expect(await workspace.resolve("link/file")).toBe(join(workspace.root, "link", "file"));
  });

  it.each([
    ["a link to a file outside", "../secret", "link"],
    ["a link to a folder outside", "..", "link/secret"],
    ["a new file behind a link outside", "..", "link/new"],
    ["an absolute link", "/etc", "link/passwd"],
    ["a link to nothing outside, which writing would make", "../made-by-writing", "link"],
    ["a link to itself", "link", "link"],
    ["a sibling whose name begins like the workspace's", "../ws-other", "link"],
  ])("refuses %s", async (_case, target, path) => {
    await mkdir(join(outside, "ws-other"));
    await symlink(target, join(workspace.root, "link"));
    await expect(workspace.resolve(path)).rejects.toThrow(/not in the workspace: it links to a place outside/);
  });

  it("may itself be reached through a link", async () => {
    await symlink("ws", join(outside, "alias"));
    const aliased = await Workspace.open(join(outside, "alias"));
    expect(aliased.root).toBe(workspace.root);
  });
});
