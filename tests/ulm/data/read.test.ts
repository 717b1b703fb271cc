import { appendFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type FileRead, withTaskContext } from "ulm/compute";
import { display, read, Table } from "ulm/data";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-read-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const rows = [
  { id: 1, city: "Lyon", since: new Date("2025-04-25") },
  { id: 2, city: null, since: new Date("2025-05-01") },
];
const csv = "id,city,since\n1,Lyon,2025-04-25\n2,,2025-05-01\n";
const records = [
  { id: 1, city: "Lyon", since: "2025-04-25" },
  { id: 2, since: "2025-05-01" },
];
const ndjson = records.map((record) => JSON.stringify(record)).join("\n");

describe("read", () => {
  it.each([
    ["orders.csv", csv, "CSV"],
    ["orders.tsv", csv.replaceAll(",", "\t"), "CSV"],
    ["orders.json", JSON.stringify(records), "JSON"],
    ["orders.ndjson", ndjson, "NDJSON"],
    ["orders.jsonl", `${ndjson}\n\n`, "NDJSON"],
    ["ORDERS.CSV", csv, "CSV"],
    ["orders", csv, "CSV"],
  ])("%s, packed or not", async (name, text, format) => {
    for (const path of [await file(name, text), await file(`${name}.gz`, gzipSync(text))]) {
      const table = await read(path);
      expect(table.toObjects()).toEqual(rows);
      expect(table.report).toMatchObject({ source: path, format, rows: 2, encoding: "utf-8" });
    }
  });

  it.each([
    ["json.csv", JSON.stringify(records), "JSON"],
    ["lines.json", ndjson, "NDJSON"],
    ["lines.csv", ndjson, "NDJSON"],
    ["wide.ndjson", `${JSON.stringify({ ...records[0], text: "x".repeat(200_000) })}\n${ndjson}`, "NDJSON"],
    ["one.ndjson", ndjson.split("\n")[0]!, "NDJSON"],
  ])("believes the content rather than the name: %s", async (name, text, format) => {
    expect((await read(await file(name, text))).report!.format).toBe(format);
  });

  it("reads the format it is told", async () => {
    const path = await file("orders.data", ndjson);
    expect((await read(path, { format: "NDJSON" })).toObjects()).toEqual(rows);
    await expect(read(path, { format: "sas" })).rejects.toThrow(/there is no format "sas"\. The formats are: .*"csv"/);
  });

  it("takes file URLs and addresses of the workspace, and fetches nothing", async () => {
    const path = await file("ordres é.csv", csv);
    vi.stubEnv("ULM_WORKSPACE", folder);
    for (const address of [
      pathToFileURL(path),
      pathToFileURL(path).href,
      "workspace:ordres%20%C3%A9.csv",
      "workspace:/ordres é.csv",
      "http://127.0.0.1:8888/files/ordres%20%C3%A9.csv?download=1",
      "http://localhost:8888/lab/tree/ordres%20%C3%A9.csv",
    ]) {
      expect((await read(address)).toObjects()).toEqual(rows);
    }
    await expect(read("https://example.com/files/a.csv")).rejects.toThrow(/never from the network.*Download it/);
    await expect(read("ftp://127.0.0.1/a.csv")).rejects.toThrow(/never from the network/);
    await expect(read("workspace:..%2Fa.csv")).rejects.toThrow("leads out of the workspace");
    vi.stubEnv("ULM_WORKSPACE", "");
    await expect(read("workspace:a.csv")).rejects.toThrow("no workspace is open here");
    vi.unstubAllEnvs();
  });

  it("tells the hash of the file as it is stored, once, and progress up to its size", async () => {
    const stored = gzipSync(csv);
    const path = await file("hashed.csv.gz", stored);
    const files: FileRead[] = [];
    const progress: [number, number, string][] = [];
    const context = {
      onFileRead: (one: FileRead) => files.push(one),
      onProgress: (...step: [number, number, string]) => progress.push(step),
    };
    await withTaskContext(context, () => read(path));
    expect(files).toEqual([
      { name: "hashed.csv.gz", sha256: expect.stringMatching(/^[\da-f]{64}$/), size: stored.length },
    ]);
    expect(progress.at(-1)).toEqual([stored.length, stored.length, basename(path)]);
  });

  it.each([
    ["long.csv", csv],
    ["long.csv.gz", gzipSync(csv)],
  ])("stops when it is called off: %s", async (name, content) => {
    const path = await file(name, content);
    const stop = new AbortController();
    stop.abort();
    await expect(withTaskContext({ signal: stop.signal }, () => read(path))).rejects.toThrow("aborted");
    expect((await read(path)).rowCount).toBe(2);
  });

  it("sees the same file in every pass, though it grows", async () => {
    // The last value makes text of the column, so that the file is passed again.
    const path = await file("growing.csv", `a,b\n${"1,2\n".repeat(10)}x,2\n`);
    let passes = 0;
    const context = { onProgress: () => (passes++, void appendFileSync(path, "3,4\n")) };
    const table = await withTaskContext(context, () => read(path));
    expect(passes).toBe(2);
    expect(table.column("a").toArray()).toEqual([...Array<string>(10).fill("1"), "x"]);
  });
});

describe("the report", () => {
  it("tells spans of dates and columns that look personal, and shows itself in both languages", async () => {
    const path = await file(
      "people.csv",
      "姓名,phone,joined\n王伟,13800138000,2025-04-25\n李娜,13912345678,2025-05-01\n",
    );
    const { report } = await read(path);
    expect(report!.personal.map(({ column, kind }) => [column, kind])).toEqual([
      ["姓名", "name"],
      ["phone", "phone"],
    ]);
    expect(report!.columns[2]).toEqual({
      name: "joined",
      type: "date",
      missing: 0,
      span: { from: new Date("2025-04-25"), to: new Date("2025-05-01") },
    });
    expect(report!.span).toEqual(report!.columns[2]!.span);
    const html = report![display]()["text/html"] as string;
    for (const text of ["疑似个人信息", "looks like personal data", "phone: phone", "2025-04-25 … 2025-05-01 (UTC)"])
      expect(html).toContain(text);
  });
});

describe("read JSON", () => {
  const shapes: [name: string, json: unknown][] = [
    [
      "an array of objects",
      [
        { a: 1, b: "x" },
        { a: 2, b: null },
      ],
    ],
    ["columns", { a: [1, 2], b: ["x", null] }],
    ["columns inside columns", { columns: { a: [1, 2], b: ["x", null] } }],
    [
      "pandas, orient split",
      {
        columns: ["a", "b"],
        index: [0, 1],
        data: [
          [1, "x"],
          [2, null],
        ],
      },
    ],
    ["pandas, orient columns", { a: { 0: 1, 1: 2 }, b: { 0: "x", 1: null } }],
    [
      "pandas, orient table",
      {
        schema: { fields: [{ name: "a" }] },
        data: [
          { a: 1, b: "x" },
          { a: 2, b: null },
        ],
      },
    ],
    ["an answer of a service", { count: 2, results: [{ a: 1, b: "x" }, { a: 2 }] }],
  ];
  it.each(shapes)("%s", async (name, json) => {
    const table = await read(await file(`${name}.json`, JSON.stringify(json)));
    expect(table.toObjects()).toEqual([
      { a: 1, b: "x" },
      { a: 2, b: null },
    ]);
  });

  it("flattens nested records, keeps lists as text, and says what it left out", async () => {
    const json = { page: 1, items: [{ user: { id: 7, city: { name: "Lyon" } }, tags: ["a", 2] }, { user: { id: 8 } }] };
    const table = await read(await file("nested.json", JSON.stringify(json)));
    expect(table.toObjects()).toEqual([
      { "user.id": 7, "user.city.name": "Lyon", tags: '["a",2]' },
      { "user.id": 8, "user.city.name": null, tags: null },
    ]);
    expect(table.report!.notes).toEqual(['The table is the property "items"; left out: page.']);
  });

  it("keeps types: texts of digits stay text, long whole numbers become text with all their digits", async () => {
    const text =
      '[{"zip":"01234","n":"12","id":12345678901234567890,"x":0.1234567890123456789,"s":"say \\" 12345678901234567"}]';
    const { report, ...table } = await read(await file("types.json", text));
    const read_ = new Table(table.columns).toObjects();
    expect(read_).toEqual([
      {
        zip: "01234",
        n: "12",
        id: "12345678901234567890",
        x: 0.12345678901234568,
        s: 'say " 12345678901234567',
      },
    ]);
    expect(report!.notes.join()).toMatch(/"n" holds numbers that are written as text.*types: \{ "n": "number" \}/);
  });

  it("says where JSON is broken, and what is in it instead of a table", async () => {
    const broken = await file("broken.json", '[{"a": 1},\n{"a": }]');
    await expect(read(broken)).rejects.toThrow(/broken\.json, line 2: this is not valid JSON/);
    await expect(read(await file("one.json", "[1, 2]"))).rejects.toThrow("an array whose item 1 is a number");
    await expect(read(await file("no.json", " "))).rejects.toThrow("the file is empty");
    const lines = await file("broken.ndjson", '{"a": 1}\n{"a": \n[3]\n{"a": 2}');
    await expect(read(lines)).rejects.toThrow(/line 2: this is not valid JSON\. .*onRaggedRow: "drop"/);
    const table = await read(lines, { onRaggedRow: "drop" });
    expect(table.column("a").toArray()).toEqual([1, 2]);
    expect(table.report!.dropped.map(({ line }) => line)).toEqual([2, 3]);
  });
});
