import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDirectory, startTestHost, type TestHost } from "../start-test-host.ts";

const metadata = {
  lesson: "churn",
  title: { en: "Churn: will this user leave?", "zh-CN": "流失：这位用户会离开吗？" },
  summary: { en: "S", "zh-CN": "摘要" },
  minutes: 30,
  level: "beginner",
  covers: ["W01"],
};
const code = (ulm?: unknown) => ({
  cell_type: "code",
  source: "1",
  metadata: { ulm },
  outputs: [],
  execution_count: null,
});
const toLesson = (ulm: unknown) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { ulm },
    cells: [code({ exercise: "one" }), code(), code({ exercise: "two" })],
  });

let host: TestHost;
let shipped: string;

beforeEach(async () => {
  const appRoot = await makeDirectory();
  shipped = join(appRoot, "notebooks", "churn.ipynb");
  await mkdir(join(appRoot, "notebooks"));
  await writeFile(join(appRoot, "package.json"), '{"version":"1.0.0"}');
  await writeFile(shipped, toLesson(metadata));
  await chmod(shipped, 0o444);
  await writeFile(join(appRoot, "notebooks", "incomplete.ipynb"), toLesson({ lesson: "incomplete" }));
  await writeFile(join(appRoot, "notebooks", "broken.ipynb"), "{");
  host = await startTestHost({ appRoot });
});
afterEach(() => host.close());

const open = async (query = "") => (await host.call("POST", `/ulm/api/lessons/churn/open${query}`)).body.path;

describe("lessons", () => {
  it("are those shipped notebooks that say that they are lessons", async () => {
    expect(await host.call("GET", "/ulm/api/lessons")).toEqual({
      status: 200,
      body: [{ ...metadata, exercises: ["one", "two"], progress: {} }],
    });
    expect(await host.call("POST", "/ulm/api/lessons/none/open")).toMatchObject({
      status: 404,
      body: { message: 'There is no lesson "none"' },
    });
    expect((await host.call("POST", "/ulm/api/lessons/..%2fpackage/open")).status).toBe(404);
  });

  it("open as a working copy that is made once and can be changed", async () => {
    expect(await open()).toBe("churn.ipynb");
    const copy = join(host.workspace, "churn.ipynb");
    expect(await readFile(copy, "utf8")).toBe(await readFile(shipped, "utf8"));
    await writeFile(copy, toLesson({ ...metadata, mine: true }));
    expect(await open()).toBe("churn.ipynb");
    expect(await readFile(copy, "utf8")).toContain('"mine":true');
    expect(await open("?fresh=1")).toBe("churn-1.ipynb");
    expect(await open("?fresh=1")).toBe("churn-2.ipynb");
    expect((await host.call("GET", "/ulm/api/lessons")).body[0].path).toBe("churn.ipynb");
  });

  it("leave a user's own notebook of that name alone", async () => {
    const own = join(host.workspace, "churn.ipynb");
    await writeFile(own, "not even a notebook");
    expect(await open()).toBe("churn-1.ipynb");
    expect(await readFile(own, "utf8")).toBe("not even a notebook");
  });

  it("find a numbered working copy again", async () => {
    await writeFile(join(host.workspace, "churn.ipynb"), "mine");
    expect(await open()).toBe("churn-1.ipynb");
    expect(await open()).toBe("churn-1.ipynb");
  });
});

describe("progress", () => {
  it("is the last outcome of each exercise", async () => {
    const put = (body: unknown) => host.call("PUT", "/ulm/api/progress", body);
    await put({ lesson: "churn", exercise: "one", status: "incorrect" });
    await put({ lesson: "churn", exercise: "one", status: "correct" });
    expect((await put({ lesson: "churn", exercise: "two", status: "error" })).status).toBe(204);
    expect((await host.call("GET", "/ulm/api/lessons")).body[0].progress).toEqual({ one: "correct", two: "error" });
    expect((await host.call("GET", "/ulm/api/progress")).body).toEqual({ churn: { one: "correct", two: "error" } });
    expect((await put({ lesson: "churn", exercise: "one", status: "great" })).status).toBe(400);
    expect((await put({ lesson: "churn", exercise: "one" })).status).toBe(400);
    expect((await put({ lesson: "__proto__", exercise: "x", status: "correct" })).status).toBe(204);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("recent files", () => {
  it("are the notebooks opened last that are still there", async () => {
    const names = async () =>
      (await host.call("GET", "/ulm/api/recent")).body.map(({ path }: { path: string }) => path);
    for (const path of [await open(), await open("?fresh=1"), "churn.ipynb"])
      await host.call("GET", `/api/contents/${path}`);
    await host.call("GET", "/api/contents/churn-1.ipynb?content=0");
    expect(await names()).toEqual(["churn.ipynb", "churn-1.ipynb"]);
    await host.call("DELETE", "/api/contents/churn.ipynb");
    expect(await names()).toEqual(["churn-1.ipynb"]);
  });
});
