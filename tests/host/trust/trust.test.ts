import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Notebook, Output } from "../../../host/contents/notebook.ts";
import { activeContentOf } from "../../../host/trust/active-content.ts";
import { Trust } from "../../../host/trust/trust.ts";
import { makeDirectory, startTestHost, type TestHost } from "../start-test-host.ts";

const display = (data: Record<string, unknown>): Output => ({ output_type: "display_data", data, metadata: {} });
const withOutputs = (...outputs: Output[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [{ cell_type: "code", id: "a", source: "", metadata: {}, outputs, execution_count: 1 }],
});
const isTrusted = (trust: Trust, ...outputs: Output[]) =>
  trust.markTrusted(withOutputs(...outputs)).cells[0].metadata.trusted;

describe("activeContentOf", () => {
  it.each([
    ["text/plain", false],
    ["image/png", false],
    ["application/json", false],
    ["application/vnd.vegalite.v6+json", false],
    ["application/vnd.ulm.ledger+json", false],
    ["text/html", true],
    ["image/svg+xml", true],
    ["text/markdown", true],
    ["application/javascript", true],
    ["application/vnd.unknown+json", true],
    ["TEXT/PLAIN", true],
  ])("%s: %s", (mimeType, isActive) => {
    expect(activeContentOf(display({ [mimeType]: "x" }))).toHaveLength(isActive ? 1 : 0);
  });
});

describe("Trust", () => {
  let directory: string;
  let trust: Trust;
  beforeEach(async () => {
    directory = await makeDirectory();
    trust = await Trust.open(directory);
  });

  it("knows what it has seen made, whatever way it is stored, and nothing else", () => {
    trust.recordOutput(display({ "text/html": "<b>1</b>\n<i>2</i>", "application/vnd.x+json": { a: 1, b: [2] } }));
    expect(isTrusted(trust, display({ "text/html": ["<b>1</b>\n", "<i>2</i>"] }))).toBe(true);
    expect(isTrusted(trust, display({ "application/vnd.x+json": { b: [2], a: 1 } }))).toBe(true);
    expect(isTrusted(trust, display({ "text/html": "<b>1</b>\n<i>3</i>" }))).toBe(false);
    expect(isTrusted(trust, display({ "image/svg+xml": "<b>1</b>\n<i>2</i>" }))).toBe(false);
    expect(isTrusted(trust, display({ "text/html": "<b>1</b>\n<i>2</i>" }), display({ "text/html": "new" }))).toBe(
      false,
    );
    expect(isTrusted(trust, display({ "text/plain": "harmless" }))).toBe(true);
    expect(isTrusted(trust)).toBe(true);
  });

  it("does not ask the notebook", () => {
    const notebook = withOutputs(display({ "text/html": "<script>1</script>" }));
    notebook.cells[0].metadata = { trusted: true, kept: 1 };
    notebook.cells.push({ cell_type: "markdown", id: "m", source: "", metadata: { trusted: true } });
    const marked = trust.markTrusted(notebook);
    expect(marked.cells.map((cell) => cell.metadata)).toEqual([{ trusted: false, kept: 1 }, {}]);
    expect(notebook.cells[0].metadata.trusted).toBe(true);
  });

  it("outlives the process, is shared, and is nobody else's", async () => {
    const output = display({ "text/html": "<b>kept</b>" });
    const other = await Trust.open(directory);
    trust.recordOutput(output);
    await trust.flush();
    expect(isTrusted(other, output)).toBe(true);
    expect(isTrusted(await Trust.open(directory), output)).toBe(true);
    expect(isTrusted(await Trust.open(await makeDirectory()), output)).toBe(false);
    for (const name of ["key", "signatures"]) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  });

  it("bears a torn line", async () => {
    const [one, two] = [display({ "text/html": "1" }), display({ "text/html": "2" })];
    trust.recordOutput(one);
    await trust.flush();
    await appendFile(join(directory, "signatures"), "torn-by-a-cras");
    trust.recordOutput(two);
    await trust.flush();
    const again = await Trust.open(directory);
    expect([isTrusted(again, one), isTrusted(again, two)]).toEqual([true, true]);
  });

  it("forgets the oldest when there are too many", async () => {
    const kept = display({ "text/html": "kept" });
    const line = (index: number) => `${index}`.padStart(43, "0");
    const old = Array.from({ length: 100_001 }, (_, index) => line(index)).join("\n");
    await writeFile(join(directory, "signatures"), `${old}\n`);
    trust.recordOutput(kept);
    await trust.flush();
    const again = await Trust.open(directory);
    expect((await readFile(join(directory, "signatures"), "utf8")).trim().split("\n")).toHaveLength(50_000);
    expect(isTrusted(again, kept)).toBe(true);
    expect(isTrusted(trust, kept)).toBe(true);
  });
});

describe("a host", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host.close());

  const save = (path: string, notebook: Notebook) =>
    host.call("PUT", `/api/contents/${path}`, { type: "notebook", format: "json", content: notebook });
  const read = async (path: string) =>
    (await host.call("GET", `/api/contents/${path}`)).body.content.cells[0].metadata.trusted;

  it("trusts what its kernels made, updates included", async () => {
    const { body } = await host.call("POST", "/api/kernels", {});
    const socket = await host.openChannels(body.id, "s");
    const header = { msg_id: "1", msg_type: "execute_request", session: "s", username: "", date: "", version: "5.4" };
    let received = "";
    socket.on("message", (data) => (received += data));
    const content = { code: "html <b>mine</b>\nupdate id <i>updated</i>" };
    socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content }));
    await vi.waitFor(() => expect(received).toContain("execute_reply"), 5000);
    await save(
      "mine.ipynb",
      withOutputs(display({ "text/html": "<b>mine</b>" }), display({ "text/html": "<i>updated</i>" })),
    );
    expect(await read("mine.ipynb")).toBe(true);
    socket.terminate();
  });

  it("trusts nothing from elsewhere until the user vouches for it, and writes no claim into the file", async () => {
    const notebook = withOutputs(display({ "text/html": "<script>theirs</script>" }));
    notebook.cells[0].metadata.trusted = true;
    await writeFile(join(host.workspace, "theirs.ipynb"), JSON.stringify(notebook));
    expect(await read("theirs.ipynb")).toBe(false);
    await save("theirs.ipynb", notebook);
    expect(await read("theirs.ipynb")).toBe(false);
    expect(await readFile(join(host.workspace, "theirs.ipynb"), "utf8")).not.toContain("trusted");
    expect((await host.call("POST", "/ulm/api/trust", { path: "theirs.ipynb" })).body).toEqual({
      path: "theirs.ipynb",
      contents: 1,
    });
    expect(await read("theirs.ipynb")).toBe(true);
  });
});
