import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HistoryFolder, historyFolderOf } from "../../../kernel/io/history-folder.ts";
import { History } from "../../../kernel/io/history.ts";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "ulm-history-")), "history");
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

/** A session in which these cells were executed. */
async function session(...inputs: string[]): Promise<History> {
  const history = new History(new HistoryFolder(folder));
  inputs.forEach((input, index) => history.add(index + 1, input));
  await history.flush();
  return history;
}

const ask = async (history: History, request: Record<string, unknown>) => (await history.answer(request)).history;

describe("history across sessions", () => {
  it("gives the tail, ranges by number and by counting back, and what matches", async () => {
    await session("a = 1", "b = 2");
    await session("a = 3");
    const history = await session("c = 4");
    history.setOutput(1, "4");
    expect(await ask(history, { hist_access_type: "tail", n: 3 })).toEqual([
      [1, 2, "b = 2"],
      [2, 1, "a = 3"],
      [3, 1, "c = 4"],
    ]);
    expect(await ask(history, { hist_access_type: "tail", n: 2, output: true })).toEqual([
      [2, 1, ["a = 3", null]],
      [3, 1, ["c = 4", "4"]],
    ]);
    const range = (session: number, start = 1, stop?: number) =>
      ask(history, { hist_access_type: "range", session, start, stop });
    expect(await range(0)).toEqual([[3, 1, "c = 4"]]);
    expect(await range(3)).toEqual([[3, 1, "c = 4"]]);
    expect(await range(1, 2)).toEqual([[1, 2, "b = 2"]]);
    expect(await range(-2, 1, 2)).toEqual([[1, 1, "a = 1"]]);
    expect(await range(-3)).toEqual([]);
    expect(await ask(history, { hist_access_type: "search", pattern: "a*" })).toEqual([
      [1, 1, "a = 1"],
      [2, 1, "a = 3"],
    ]);
  });

  it("finds texts that were executed more than once where they were last, when they are to be unique", async () => {
    await session("same", "other");
    const history = await session("same");
    const search = { hist_access_type: "search", pattern: "*", n: 2 };
    expect(await ask(history, search)).toEqual([
      [1, 2, "other"],
      [2, 1, "same"],
    ]);
    expect(await ask(history, { ...search, unique: true, n: 5 })).toEqual([
      [1, 2, "other"],
      [2, 1, "same"],
    ]);
  });

  it("belongs to one session before anything was executed in it, and then to another", async () => {
    await session("before");
    const history = await session();
    expect(await ask(history, { hist_access_type: "tail", n: 5 })).toEqual([[1, 1, "before"]]);
    expect(await ask(history, { hist_access_type: "range", session: 0 })).toEqual([]);
    expect(await ask(history, { hist_access_type: "range", session: 1 })).toEqual([[1, 1, "before"]]);
  });
});

describe("the folder of histories", () => {
  it("gives sessions that begin at once numbers of their own, and nobody else can read it", async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => session(`cell ${index}`)));
    const store = new HistoryFolder(folder);
    expect(await store.sessions()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const all = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((number) => store.read(number)));
    expect(new Set(all.map(([{ input }]) => input)).size).toBe(8);
    if (process.platform !== "win32") {
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      expect((await stat(join(folder, "1.jsonl"))).mode & 0o777).toBe(0o600);
    }
  });

  it("forgets the oldest sessions, and uses no number twice", async () => {
    const store = new HistoryFolder(folder, 3);
    for (let count = 1; count <= 5; count++) await (await store.begin()).add({ line: 1, input: String(count) });
    expect(await store.sessions()).toEqual([3, 4, 5]);
  });

  it("takes no texts that are data, and passes over lines that are not whole", async () => {
    const history = await session("x".repeat(200_000), "short");
    expect(await new HistoryFolder(folder).read(1)).toEqual([{ line: 2, input: "short" }]);
    await writeFile(join(folder, "1.jsonl"), '[1,"kept"]\n[2,"torn\n{}\n[3,4]\n');
    expect(await new HistoryFolder(folder).read(1)).toEqual([{ line: 1, input: "kept" }]);
    expect(await ask(history, { hist_access_type: "tail", n: 1 })).toEqual([[1, 2, "short"]]);
  });

  it("that cannot be written leaves the session with what it remembers", async () => {
    await writeFile(folder, "a file, not a folder");
    const history = await session("one", "two");
    expect(await ask(history, { hist_access_type: "tail", n: 5 })).toEqual([
      [1, 1, "one"],
      [1, 2, "two"],
    ]);
  });

  it("is the user's choice", async () => {
    expect(historyFolderOf({ ULM_HISTORY: "off" })).toBeUndefined();
    expect(historyFolderOf({ ULM_HISTORY: "/elsewhere" })).toBe("/elsewhere");
    expect(historyFolderOf({ ULM_STATE_DIR: "/state" })).toBe(join("/state", "history"));
    const history = new History(undefined);
    history.add(1, "not kept");
    await history.flush();
    expect(await readdir(join(folder, ".."))).toEqual([]);
    expect(await ask(history, { hist_access_type: "tail" })).toEqual([[1, 1, "not kept"]]);
  });
});
