import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "../start-test-host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost();
});
afterAll(() => host.close());

const api = (path: string) => `/api/contents/${path}`;
const inWorkspace = (path: string) => join(host.workspace, path);
const notebook = (cells: unknown[] = []) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const put = (path: string, body: unknown) => host.call("PUT", api(path), body);
const saveText = (path: string, content: string) => put(path, { type: "file", format: "text", content });

describe("text", () => {
  it("comes back as it was saved, and is described", async () => {
    const text = "名前,值\r\n\u{1F600},1\n";
    expect((await saveText("data.csv", text)).status).toBe(201);
    expect((await saveText("data.csv", text)).status).toBe(200);
    const { body } = await host.call("GET", `${api("data.csv")}?hash=1`);
    expect(body).toMatchObject({
      name: "data.csv",
      path: "data.csv",
      type: "file",
      format: "text",
      mimetype: "text/csv",
      content: text,
      writable: true,
      size: Buffer.byteLength(text),
      hash_algorithm: "sha256",
      hash: expect.stringMatching(/^[\da-f]{64}$/),
    });
    expect(new Date(body.last_modified).toISOString()).toBe(body.last_modified);
    const without = (await host.call("GET", `${api("data.csv")}?content=0&hash=1`)).body;
    expect(without).toMatchObject({ content: null, format: null, mimetype: null, hash: body.hash });
  });

  it("that is not UTF-8 is given as base64, or refused when text was asked for", async () => {
    const bytes = Buffer.from([0xc3, 0xfb, 0xd7, 0xd6]); // 名字 in GB18030
    await writeFile(inWorkspace("gb.csv"), bytes);
    expect((await host.call("GET", api("gb.csv"))).body).toMatchObject({
      format: "base64",
      content: bytes.toString("base64"),
    });
    const refused = await host.call("GET", `${api("gb.csv")}?format=text`);
    expect(refused).toMatchObject({
      status: 400,
      body: { message: '"gb.csv" is not text in UTF-8: convert it to UTF-8 first' },
    });
  });
});

describe("binary files", () => {
  it("travel as base64", async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    await put("image.png", { type: "file", format: "base64", content: bytes.toString("base64") });
    expect(await readFile(inWorkspace("image.png"))).toEqual(bytes);
    const { body } = await host.call("GET", api("image.png"));
    expect(body).toMatchObject({ format: "base64", mimetype: "image/png", content: "AAEC/w==" });
    expect((await put("bad.png", { type: "file", format: "base64", content: "?" })).status).toBe(400);
  });

  it("are uploaded in parts, and seen only when complete", async () => {
    const part = (chunk: number, text: string) =>
      put("big.bin", { type: "file", format: "base64", chunk, content: Buffer.from(text).toString("base64") });
    expect((await part(1, "one ")).status).toBe(201);
    expect(await readdir(host.workspace)).not.toContain("big.bin");
    await part(2, "two ");
    expect((await part(-1, "three")).body).toMatchObject({ path: "big.bin", size: 13 });
    expect(await readFile(inWorkspace("big.bin"), "utf8")).toBe("one two three");
    await part(1, "again ");
    expect(await part(3, "lost")).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("upload the file again") },
    });
    expect(await readFile(inWorkspace("big.bin"), "utf8")).toBe("one two three");
    expect((await readdir(host.workspace)).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("notebooks", () => {
  it("are stored as nbformat stores them and come back joined", async () => {
    const cell = { cell_type: "markdown", id: "a", source: "one\ntwo", metadata: {} };
    await put("n.ipynb", { type: "notebook", format: "json", content: notebook([cell]) });
    const text = await readFile(inWorkspace("n.ipynb"), "utf8");
    expect(text).toContain('   "source": [\n    "one\\n",\n    "two"\n   ]');
    expect(text.endsWith("}\n")).toBe(true);
    const { body } = await host.call("GET", api("n.ipynb"));
    expect(body).toMatchObject({ type: "notebook", format: "json", mimetype: null });
    expect(body.content).toEqual(notebook([cell]));
  });

  it("that are malformed are refused with the place, and stay as they are", async () => {
    const text = '{\n "cells": [\n  {"cell_type": "code",}\n ]\n}';
    await writeFile(inWorkspace("broken.ipynb"), text);
    expect(await host.call("GET", api("broken.ipynb"))).toEqual({
      status: 400,
      body: {
        message: 'broken.ipynb is not a notebook: line 3, column 24: a key in quotes should stand here, not "}"',
        reason: "bad notebook",
      },
    });
    expect(await readFile(inWorkspace("broken.ipynb"), "utf8")).toBe(text);
    expect((await host.call("GET", `${api("broken.ipynb")}?type=file&format=text`)).body.content).toBe(text);
    expect((await put("n.ipynb", { type: "notebook", format: "json", content: { cells: 1 } })).status).toBe(400);
    expect((await host.call("GET", api("n.ipynb"))).body.content.cells).toHaveLength(1);
  });
});

describe("folders", () => {
  it("list what can be seen, links out of the workspace not included", async () => {
    await mkdir(inWorkspace("list"));
    await writeFile(inWorkspace("list/b.txt"), "b");
    await writeFile(inWorkspace("list/.hidden"), "");
    await mkdir(inWorkspace("list/a"));
    await symlink("/etc/passwd", inWorkspace("list/passwd"));
    await symlink("b.txt", inWorkspace("list/link.txt"));
    const { body } = await host.call("GET", api("list"));
    expect(body).toMatchObject({ type: "directory", format: "json", size: null });
    expect(body.content.map((entry: { path: string; type: string }) => [entry.path, entry.type])).toEqual([
      ["list/a", "directory"],
      ["list/b.txt", "file"],
      ["list/link.txt", "file"],
    ]);
    expect(body.content[1]).toMatchObject({ content: null, format: null, size: 1 });
  });

  it("refuse to be what they are not", async () => {
    await mkdir(inWorkspace("kind"));
    expect((await host.call("GET", `${api("kind")}?type=file`)).status).toBe(400);
    expect((await host.call("GET", `${api("data.csv")}?type=directory`)).status).toBe(400);
    expect((await host.call("GET", `${api("data.csv")}?type=nonsense`)).status).toBe(400);
    expect((await saveText("kind", "x")).status).toBe(400);
    expect((await saveText("no/such/folder.txt", "x")).status).toBe(404);
  });
});

describe("new files", () => {
  it("take the first free name", async () => {
    const names = async (body: unknown, times: number) => {
      const made = [];
      for (let time = 0; time < times; time += 1) made.push((await host.call("POST", api("new"), body)).body.name);
      return made;
    };
    await mkdir(inWorkspace("new"));
    expect(await names({ type: "notebook" }, 3)).toEqual(["Untitled.ipynb", "Untitled1.ipynb", "Untitled2.ipynb"]);
    expect(await names({ type: "directory" }, 2)).toEqual(["Untitled Folder", "Untitled Folder 1"]);
    expect(await names({ type: "file", ext: ".md" }, 2)).toEqual(["untitled.md", "untitled1.md"]);
    expect((await host.call("POST", api("absent"), { type: "notebook" })).status).toBe(404);
  });

  it("are copied under a name of their own", async () => {
    await mkdir(inWorkspace("copies"));
    await writeFile(inWorkspace("copies/a.txt"), "A");
    const copy = async (from: string, to: string) => (await host.call("POST", api(to), { copy_from: from })).body.path;
    expect(await copy("copies/a.txt", "copies")).toBe("copies/a-Copy1.txt");
    expect(await copy("copies/a.txt", "copies")).toBe("copies/a-Copy2.txt");
    expect(await copy("copies/a-Copy1.txt", "copies")).toBe("copies/a-Copy3.txt");
    expect(await copy("copies/a.txt", "new")).toBe("new/a.txt");
    expect(await copy("copies/a.txt", "new")).toBe("new/a-Copy1.txt");
    expect((await host.call("POST", api("new"), { copy_from: "copies" })).status).toBe(400);
    expect((await host.call("POST", api("new"), { copy_from: "../secret" })).status).toBe(404);
  });
});

describe("renaming", () => {
  it("never overwrites", async () => {
    await saveText("from.txt", "from");
    await saveText("to.txt", "to");
    expect(await host.call("PATCH", api("from.txt"), { path: "to.txt" })).toMatchObject({
      status: 409,
      body: { message: '"to.txt" is already there' },
    });
    expect(await readFile(inWorkspace("to.txt"), "utf8")).toBe("to");
    await mkdir(inWorkspace("dir"));
    expect((await host.call("PATCH", api("from.txt"), { path: "dir/moved.txt" })).body.path).toBe("dir/moved.txt");
    expect((await host.call("PATCH", api("dir/moved.txt"), { path: "../out.txt" })).status).toBe(404);
    expect((await host.call("PATCH", api("dir/moved.txt"), {})).status).toBe(400);
  });
});

describe("deleting", () => {
  it("takes files, links and empty folders", async () => {
    await mkdir(inWorkspace("del/full"), { recursive: true });
    await writeFile(inWorkspace("del/full/x"), "");
    expect(await host.call("DELETE", api("del/full"))).toMatchObject({
      status: 400,
      body: { message: 'The folder "del/full" is not empty: delete what is in it first' },
    });
    expect((await host.call("DELETE", api("del/full/x"))).status).toBe(204);
    expect((await host.call("DELETE", api("del/full"))).status).toBe(204);
    expect((await host.call("DELETE", api("del/full"))).status).toBe(404);
    expect((await host.call("DELETE", "/api/contents")).status).toBe(400);
  });
});

describe("checkpoints", () => {
  it("bring back the file as it was, and follow it", async () => {
    await saveText("c.txt", "before");
    expect((await host.call("GET", api("c.txt/checkpoints"))).body).toEqual([]);
    const { status, body } = await host.call("POST", api("c.txt/checkpoints"));
    expect(status).toBe(201);
    await saveText("c.txt", "after");
    await host.call("PATCH", api("c.txt"), { path: "d.txt" });
    expect((await host.call("POST", api(`d.txt/checkpoints/${body.id}`))).status).toBe(204);
    expect(await readFile(inWorkspace("d.txt"), "utf8")).toBe("before");
    expect((await host.call("DELETE", api(`d.txt/checkpoints/${body.id}`))).status).toBe(204);
    expect((await host.call("POST", api(`d.txt/checkpoints/${body.id}`))).status).toBe(404);
  });
});

describe("saving", () => {
  it("keeps permissions and links", async () => {
    await writeFile(inWorkspace("exec.sh"), "x", { mode: 0o750 });
    await chmod(inWorkspace("exec.sh"), 0o750);
    await symlink("exec.sh", inWorkspace("exec-link.sh"));
    await saveText("exec-link.sh", "changed");
    expect((await stat(inWorkspace("exec.sh"))).mode & 0o777).toBe(0o750);
    expect(await readFile(inWorkspace("exec.sh"), "utf8")).toBe("changed");
  });

  it.skipIf(process.getuid?.() === 0)("says that a folder cannot be written", async () => {
    await mkdir(inWorkspace("locked"), { mode: 0o500 });
    expect(await saveText("locked/x.txt", "x")).toMatchObject({
      status: 403,
      body: { message: '"locked/x.txt" cannot be saved: no permission to write there (EACCES)' },
    });
  });

  it("happens in order, and leaves nothing unfinished", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => saveText("race.txt", `${index}`.repeat(1000))));
    const text = await readFile(inWorkspace("race.txt"), "utf8");
    expect(new Set(text.match(/../g)).size).toBe(1);
    expect((await readdir(host.workspace)).filter((name) => name.includes("unfinished"))).toEqual([]);
  });
});

describe("paths", () => {
  it.each(["..%2f..%2fetc%2fpasswd", "a%2fb", "%2e%2e/x", ".hidden", "a%00b"])(
    "%s is not in the workspace",
    async (path) => {
      expect((await host.call("GET", api(path))).status).toBe(404);
      expect((await saveText(path, "x")).status).toBe(404);
      expect((await host.call("GET", `/files/${path}`)).status).toBe(404);
    },
  );
});
