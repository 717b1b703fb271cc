import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { addSessions, ParameterError, read, readAccessLog, ReadError, sessions, Table, TableError } from "ulm/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBotAgent } from "../../../../ulm/data/log/is-bot-agent.ts";
import { parseLogLine } from "../../../../ulm/data/log/parse-log-line.ts";

const fixtures = resolve(import.meta.dirname, "../../../fixtures/data");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-log-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("parseLogLine", () => {
  it("reads the examples of Apache's manual", () => {
    // https://httpd.apache.org/docs/2.4/logs.html
    const common = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326';
    const request = {
      address: "127.0.0.1",
      user: "frank",
      time: Date.parse("2000-10-10T20:55:36Z"),
      method: "GET",
      path: "/apache_pb.gif",
      query: undefined,
      status: 200,
      bytes: 2326,
    };
    expect(parseLogLine(common)).toEqual({ ...request, referrer: undefined, agent: undefined });
    expect(parseLogLine(`${common} "http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)"`)).toEqual({
      ...request,
      referrer: "http://www.example.com/start.html",
      agent: "Mozilla/4.08 [en] (Win98; I ;Nav)",
    });
  });

  it.each([
    [
      '::1 - - [03/Apr/2025:10:00:00 +0000] "GET /a?b=c&d=? HTTP/2.0" 304 - "-" "-"',
      { address: "::1", path: "/a", query: "b=c&d=?", bytes: undefined },
    ],
    [
      'shop.example:443 192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "POST /buy HTTP/1.1" 200 5 "-" "x" 0.123 "-"',
      { address: "192.0.2.1", method: "POST", agent: "x" },
    ],
    [
      '192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "GET /\\xE5\\x8C\\x97?q=\\"x\\" HTTP/1.1" 200 5 "-" "a \\"b\\" \\\\"',
      { path: "/北", query: 'q="x"', agent: 'a "b" \\' },
    ],
    [
      '192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "\\x16\\x03\\x01" 400 226 "-" "-"',
      { method: undefined, path: undefined, status: 400 },
    ],
    ['192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "-" 408 - "-" "-"', { method: undefined, status: 408 }],
    ['192.0.2.1 - "a b" [03/Apr/2025:10:00:00 +0000] "GET / HTTP/1.1" 200 1', { user: "a b" }],
  ])("%s", (line, expected) => {
    expect(parseLogLine(line)).toMatchObject(expected);
  });

  it.each([
    "",
    "#Fields: date time cs-method cs-uri-stem",
    '192.0.2.1 - - [31/Feb/2025:10:00:00 +0000] "GET / HTTP/1.1" 200 1',
    '192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "GET / HTTP/1.1" 200',
    '192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "GET / HTTP/1.1 200 1',
  ])("gives up on %j", (line) => {
    expect(parseLogLine(line)).toBeUndefined();
  });
});

describe("isBotAgent", () => {
  it("knows programs by what they call themselves", () => {
    for (const agent of [
      "Mozilla/5.0 (compatible; Googlebot/2.1)",
      "Baiduspider/2.0",
      "curl/8.5.0",
      "python-requests/2.32",
      "Sogou web spider/4.0",
      undefined,
    ])
      expect(isBotAgent(agent)).toBe(true);
    for (const agent of [
      "Mozilla/5.0 (X11; Linux x86_64) Firefox/127.0",
      "Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/126.0",
    ])
      expect(isBotAgent(agent)).toBe(false);
  });
});

describe("readAccessLog", () => {
  it("makes a table of requests, and reports the lines that it cannot read", async () => {
    const path = join(fixtures, "access-log.txt");
    const table = await readAccessLog(path);
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(table.rowCount).toBe(lines.length - 2);
    expect(table.columns.map(({ name, type }) => `${name} ${type}`).join()).toBe(
      "address text,user text,time date,method text,path text,query text,status number,bytes number,referrer text,agent text,bot boolean",
    );
    expect(table.report).toMatchObject({ format: "Combined access log", droppedCount: 2 });
    expect(table.report!.dropped[0]).toEqual({ line: 4, reason: 'in another form: "this is not a log line"' });
    expect(table.report!.notes[0]).toContain("personal data");
  });

  it("is found by its content, whatever its name", async () => {
    const text = await readFile(join(fixtures, "access-log.txt"));
    const { report } = await read(await file("access.log.2.gz", gzipSync(text)));
    expect(report!.format).toBe("Combined access log");
    const common = '192.0.2.1 - - [03/Apr/2025:10:00:00 +0000] "GET / HTTP/1.1" 200 1\r\n';
    const table = await read(await file("requests.txt", common));
    expect(table.report).toMatchObject({ format: "Common access log", notes: ["", ""].map(() => expect.any(String)) });
    expect(table.column("bot").toArray()).toEqual([false]);
  });

  it("says what a log looks like when it is none", async () => {
    const path = await file("iis.log", "#Software: Microsoft Internet Information Services 10.0\n");
    await expect(readAccessLog(path)).rejects.toThrow(ReadError);
    await expect(readAccessLog(path)).rejects.toThrow(
      /iis\.log, line 1: no line is in the Common or Combined format.*A line looks like 192/,
    );
    await expect(readAccessLog(await file("none.log", "\n"))).rejects.toThrow("the file is empty");
  });
});

describe("sessions", () => {
  it("are those that pandas finds", async () => {
    const found = sessions(await readAccessLog(join(fixtures, "access-log.txt")));
    const expected = JSON.parse(await readFile(join(fixtures, "sessions.json"), "utf8")) as { start: string }[];
    const kept = ["start", "seconds", "requests", "pages", "entry", "exit", "errors", "bytes", "bot"];
    expect(found.select(kept).toObjects()).toEqual(expected.map((each) => ({ ...each, start: new Date(each.start) })));
  });

  it("number visitors and sessions in the order of time; robots.txt gives a crawler away", async () => {
    const line = (minute: string, address: string, path = "/") =>
      `${address} - - [03/Apr/2025:10:${minute}:00 +0000] "GET ${path} HTTP/1.1" 200 1 "-" "Mozilla/5.0"`;
    const log = [line("31", "b"), line("00", "a"), line("30", "a"), line("59", "b", "/robots.txt")].join("\n");
    const requests = await read(await file("small.log", log));
    expect(addSessions(requests).select("address", "visitor", "session").toObjects()).toEqual([
      { address: "a", visitor: 1, session: 1 },
      { address: "a", visitor: 1, session: 1 },
      { address: "b", visitor: 2, session: 2 },
      { address: "b", visitor: 2, session: 2 },
    ]);
    expect(sessions(requests).column("bot").toArray()).toEqual([false, true]);
    expect(sessions(requests, { inactivityMinutes: 29 }).column("visitor").toArray()).toEqual([1, 1, 2]);
  });

  it("are found in any events", () => {
    const events = Table.fromColumns({
      who: ["x", "x", null],
      at: [new Date("2025-04-03T10:00Z"), new Date("2025-04-03T11:00Z"), null],
    });
    expect(addSessions(events, { visitor: "who", time: "at" }).column("session").toArray()).toEqual([1, 2]);
    expect(() => addSessions(events, { visitor: "who" })).toThrow(TableError);
    expect(() => addSessions(events, { visitor: "at", time: "who" })).toThrow(ParameterError);
    expect(() => addSessions(events, { visitor: "who", time: "at", inactivityMinutes: 0 })).toThrow(ParameterError);
  });
});
