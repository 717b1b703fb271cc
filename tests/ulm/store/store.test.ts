import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import fc from "fast-check";
import {
  AccessError,
  DamagedStoreError,
  DocumentError,
  EncryptionError,
  hasConsent,
  LockError,
  open,
  StoreError,
  storeLimits,
  StoreLimitError,
} from "ulm/store";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

let folder: string;
let path: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-store-"));
  await build({
    entryPoints: [join(import.meta.dirname, "../../../ulm/store/node/index.ts")],
    outfile: join(folder, "store.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
  await writeFile(
    join(folder, "writer.mjs"),
    `import { open } from "./store.mjs";
     const store = await open(process.argv[2]);
     for (let n = await store.users.count(); ; n++) {
       await store.users.insert({ id: String(n), padding: "x".repeat(20_000) });
       process.stdout.write(n + "\\n");
       if (process.argv[3] === "once") await new Promise(() => setInterval(() => {}, 1000));
     }`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  path = join(folder, `shop-${++count}.json`);
});

/** A process that inserts users 0, 1, … and says each number when it is told that it is on disk. */
function startWriter(...more: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [join(folder, "writer.mjs"), path, ...more]);
}

async function kill(child: ChildProcessWithoutNullStreams): Promise<void> {
  // Not "exit": what it said before must have been heard.
  const ended = once(child, "close");
  child.kill("SIGKILL");
  await ended;
}

describe("collections", () => {
  it("keep documents across openings", async () => {
    const store = await open<{ tickets: { id: string; text: string } }>(path);
    expect(store.report).toMatchObject({ created: true, encrypted: false, notes: [] });
    await store.users.insert([
      { id: "u1", city: "Lyon", tags: { a: [1, null] } },
      { id: "u2", city: "Lyon" },
    ]);
    const [ticket] = await store.collection("tickets").insert({ text: "你好" });
    expect(await store.users.upsert([{ id: "u2", city: "Nice" }, { id: "u3" }])).toHaveLength(2);
    await store.close();

    const again = await open<{ tickets: { id: string; text: string } }>(path);
    expect(again.report.created).toBe(false);
    expect(await again.users.find()).toEqual([
      { id: "u1", city: "Lyon", tags: { a: [1, null] } },
      { id: "u2", city: "Nice" },
      { id: "u3" },
    ]);
    expect(await again.collection("tickets").findOne({ id: ticket!.id })).toEqual({ id: ticket!.id, text: "你好" });
    expect(await again.users.count({ tags: { a: [1, null] } })).toBe(1);
    expect(await again.users.find((user) => user.id > "u1", { limit: 1 })).toEqual([{ id: "u2", city: "Nice" }]);
    expect(await again.users.remove({ city: "Lyon" })).toBe(1);
    expect(await again.users.count()).toBe(2);
    await again.close();
  });

  it("give out copies, and take requests in their order", async () => {
    const store = await open(path);
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.users.insert({ id: `u${n}`, list: [n] })));
    const found = await store.users.find((user) => ((user.list as number[])[0] = 99) === 99);
    (found[3]!.list as number[]).push(1);
    expect((await store.users.find()).map(({ list }) => list)).toEqual(Array.from({ length: 20 }, (_, n) => [n]));
    await store.close();
  });

  it("refuse what they cannot keep, and change nothing", async () => {
    const store = await open(path);
    await store.users.insert({ id: "u1" });
    const before = await readFile(path, "utf8");
    await expect(store.users.insert([{ id: "u2" }, { id: "u1" }])).rejects.toThrow(/already has a document "u1"/);
    await expect(store.users.insert({ id: "d", since: new Date() as never })).rejects.toThrow(
      /users "d".since is a Date/,
    );
    await expect(store.users.insert({ n: NaN })).rejects.toThrow(DocumentError);
    await expect(store.users.insert({ id: 7 as never })).rejects.toThrow(/must be text/);
    await expect(store.users.insert(null as never)).rejects.toThrow("A document of users must be an object, not null.");
    await expect(store.users.insert("x" as never)).rejects.toThrow('must be an object, not "x"');
    const knot: Record<string, unknown> = { id: "k" };
    knot.inside = { knot };
    await expect(store.users.insert(knot as never)).rejects.toThrow('users "k".inside.knot.inside contains itself');
    for (const name of ["__proto__", "", "a b", "1st"])
      expect(() => store.collection(name as never)).toThrow(/cannot be called/);
    expect(await store.collection("constructor" as never).find()).toEqual([]);
    await expect(store.users.find({ city: undefined })).rejects.toThrow(/undefined/);
    await expect(store.users.remove({})).rejects.toThrow(/needs a condition/);
    const many = Array.from({ length: storeLimits.documents }, () => ({}));
    await expect(store.users.insert(many)).rejects.toThrow(/200,001 documents.*DuckDB/);
    await expect(store.users.insert({ text: "x".repeat(storeLimits.bytes) })).rejects.toThrow(StoreLimitError);
    expect(await store.users.find()).toEqual([{ id: "u1" }]);
    expect(await readFile(path, "utf8")).toBe(before);
    await store.close();
  });

  it("forget what was removed, in the copy too", async () => {
    const store = await open(path);
    await store.users.insert([{ id: "u1", name: "Secret Person" }, { id: "u2" }]);
    await store.users.remove({ id: "u1" });
    await store.close();
    for (const name of await readdir(folder)) {
      if (name.includes(`shop-${count}.`))
        expect(await readFile(join(folder, name), "utf8")).not.toContain("Secret Person");
    }
  });
});

describe("consent and roles", () => {
  it("gives out for a purpose only who agreed to it", async () => {
    const store = await open(path);
    await store.users.insert([
      { id: "yes", consent: { marketing: true } },
      { id: "no", consent: { marketing: false, research: true } },
      { id: "silent" },
      { id: "late", consent: { marketing: { granted: true, until: "2020-01-01" } } },
      { id: "unclear", consent: { marketing: { granted: true, until: "soon" } } },
      { id: "still", consent: { marketing: { granted: true, until: "9999-01-01" } } },
    ]);
    const ids = (documents: { id: string }[]) => documents.map(({ id }) => id);
    expect(ids(await store.users.find({}, { purpose: "marketing" }))).toEqual(["yes", "still"]);
    expect(await store.users.count({}, { purpose: "constructor" })).toBe(0);
    expect(await store.users.findOne({ id: "no" }, { purpose: "marketing" })).toBeUndefined();
    await store.profiles.insert(["yes", "no", "nobody"].map((userId) => ({ id: `p-${userId}`, userId })));
    expect(ids(await store.profiles.find({}, { purpose: "marketing" }))).toEqual(["p-yes"]);
    await store.users.upsert({ id: "yes", consent: {} });
    expect(await store.profiles.count({}, { purpose: "marketing" })).toBe(0);
    await store.close();
  });

  it("gives out for a purpose what is about nobody, and of lists of users those who agreed", async () => {
    const store = await open(path);
    await store.users.insert([{ id: "yes", consent: { marketing: true } }, { id: "no" }]);
    await store.campaigns.insert({ id: "c", name: "spring" });
    await store.segments.insert({ id: "s", name: "loyal", userIds: ["yes", "no"] });
    await store.close();
    const marketer = await open(path, { role: "marketer" });
    expect(await marketer.campaigns.find({}, { purpose: "marketing" })).toEqual([{ id: "c", name: "spring" }]);
    expect(await marketer.segments.find({}, { purpose: "marketing" })).toEqual([
      { id: "s", name: "loyal", userIds: ["yes"] },
    ]);
    await marketer.close();
  });

  it("shows nothing by way of writing", async () => {
    const owner = await open(path, { roles: { typist: { read: [], write: ["users"] } } });
    await owner.users.insert({ id: "u1", name: "Secret Person" });
    await owner.close();
    const typist = await open(path, { role: "typist" });
    expect(await typist.users.upsert({ id: "u1", city: "Lyon" })).toEqual([{ id: "u1", city: "Lyon" }]);
    const seen: unknown[] = [];
    await expect(typist.users.remove((user) => seen.push(user) < 0)).rejects.toThrow(AccessError);
    expect(seen).toEqual([]);
    expect(await typist.users.remove({ city: "Lyon" })).toBe(1);
    await typist.close();
  });

  it("refuses what are no roles, before the store takes harm", async () => {
    const wrong = [null, [], { owner: { read: [], write: [] } }, { a: null }, { a: { read: "users", write: [] } }];
    const store = await open(path);
    for (const roles of [...wrong, { a: { read: [], write: [], purposes: [1] } }]) {
      await expect(store.defineRoles(roles as never)).rejects.toThrow(DocumentError);
      await expect(open(`${path}-new`, { roles: roles as never })).rejects.toThrow(/Roles are written/);
    }
    await store.users.insert({ id: "u1" });
    await store.close();
    const again = await open(path);
    expect(Object.keys(again.roles)).toEqual(["analyst", "marketer"]);
    await again.close();
  });

  it("takes nothing but a clear yes for consent", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (consent, purpose) => {
        const given = (consent as Record<string, unknown> | null | undefined)?.[purpose];
        const clear = given === true || (given as { granted?: unknown } | null | undefined)?.granted === true;
        expect(!hasConsent(consent, purpose) || clear).toBe(true);
      }),
    );
  });

  it("holds roles to what the file says", async () => {
    const owner = await open(path, {
      roles: { seller: { read: ["users"], write: ["campaigns"], purposes: ["marketing"] } },
    });
    await owner.users.insert({ id: "u1", consent: { marketing: true } });
    await owner.close();
    await expect(open(path, { role: "boss", roles: { boss: { read: ["*"], write: ["*"] } } })).rejects.toThrow(
      /no role "boss".*owner, seller/,
    );
    const seller = await open(path, { role: "seller" });
    await expect(seller.users.find()).rejects.toThrow(/must state a purpose/);
    await expect(seller.users.find({}, { purpose: "research" })).rejects.toThrow(AccessError);
    expect(await seller.users.count({}, { purpose: "marketing" })).toBe(1);
    await expect(seller.users.insert({})).rejects.toThrow(/may not write users; it may write campaigns/);
    await expect(seller.defineRoles({})).rejects.toThrow(AccessError);
    await seller.campaigns.insert({ name: "spring" });
    expect((await seller.auditEntries()).filter(({ action }) => action === "denied")).toHaveLength(3);
    await seller.close();
  });
});

describe("one writer", () => {
  it("keeps out another process while it lives, and takes over when it was killed", async () => {
    const child = startWriter("once");
    try {
      await once(child.stdout, "data");
      await expect(open(path)).rejects.toThrow(new RegExp(`open for writing in process ${child.pid}`));
      await expect(open(path)).rejects.toThrow(LockError);
    } finally {
      await kill(child);
    }
    const store = await open(path);
    expect(store.report.notes).toEqual([expect.stringContaining(`process ${child.pid}`)]);
    expect(await store.users.count()).toBe(1);
    await store.close();
    expect(await readdir(folder)).not.toContain(`shop-${count}.json.lock`);
  });

  it("takes over from an earlier opening in the same process, whose handle then says so", async () => {
    const first = await open(path);
    const second = await open(path);
    await expect(first.users.find()).rejects.toThrow(/opened again in this process/);
    await second.users.insert({ id: "u1" });
    await second.close();
    await second.close();
    await expect(second.users.count()).rejects.toThrow(StoreError);
  });

  it("stops writing when its lock was taken away, and respects locks of other machines", async () => {
    const store = await open(path);
    const held = await readFile(`${path}.lock`, "utf8");
    const foreign = { pid: 1, host: "elsewhere", since: new Date().toISOString(), token: "t" };
    await writeFile(`${path}.lock`, JSON.stringify(foreign));
    await expect(store.users.insert({})).rejects.toThrow(LockError);
    await writeFile(`${path}.lock`, held);
    await store.close();
    await writeFile(`${path}.lock`, JSON.stringify(foreign));
    await expect(open(path)).rejects.toThrow(/process 1 on elsewhere/);
  });
});

describe("crashes", () => {
  it("loses nothing that was acknowledged when the writer is killed at any moment", async () => {
    let acknowledged = -1;
    for (let round = 0; round < 8; round++) {
      const child = startWriter();
      child.stdout.on("data", (data: Buffer) => {
        for (const line of data.toString().split("\n"))
          if (line !== "") acknowledged = Math.max(acknowledged, Number(line));
      });
      await once(child.stdout, "data");
      await new Promise((done) => setTimeout(done, 7 * round + Math.random() * 15));
      await kill(child);
      const store = await open(path);
      expect(store.report.setAside).toBeUndefined();
      const ids = (await store.users.find()).map(({ id }) => Number(id));
      expect(ids).toEqual(ids.map((_, index) => index));
      // More may be on disk than it could say.
      expect(ids.length).toBeGreaterThan(acknowledged);
      acknowledged = ids.length - 1;
      expect(await store.verifyAudit()).toMatchObject({ ok: true });
      await store.close();
    }
  });

  it.each([undefined, "a passphrase"])(
    "puts a torn file aside and takes the copy (passphrase: %s)",
    async (passphrase) => {
      const options = passphrase === undefined ? {} : { passphrase };
      const store = await open(path, options);
      await store.users.insert({ id: "u1" });
      await store.users.insert({ id: "u2" });
      await store.close();
      const whole = await readFile(path);
      await truncate(path, whole.length - 20);
      const again = await open(path, options);
      expect(again.report.notes.join()).toMatch(/put aside as .*damaged-.*may be lost/);
      expect(await readFile(again.report.setAside!)).toEqual(whole.subarray(0, -20));
      expect((await again.users.find()).map(({ id }) => id)).toContain("u1");
      await again.users.insert({ id: "u3" });
      await again.close();
      expect((await open(path, options)).report.notes).toEqual([]);
    },
  );

  it("leaves a file of a later version as it is, whatever copies there are", async () => {
    const store = await open(path);
    await store.users.insert({ id: "u1" });
    await store.close();
    const later = (await readFile(path, "utf8")).replace('"version":1', '"version":2');
    await writeFile(path, later);
    await expect(open(path)).rejects.toThrow(/written by a later program \(version 2/);
    expect(await readFile(path, "utf8")).toBe(later);
  });

  it("is one store by whatever name", async () => {
    await (await open(path)).close();
    await symlink(path, `${path}-link`);
    const store = await open(`${path}-link`);
    await store.users.insert({ id: "u1" });
    await store.close();
    const direct = await open(path);
    expect(await direct.users.count()).toBe(1);
    await direct.close();
  });

  it("leaves alone what it cannot repair", async () => {
    for (const text of ["", '{"a":1}', "not JSON", '{"format":"ulm-store"', "ULMSTORE"]) {
      await writeFile(path, text);
      const options = text === "ULMSTORE" ? { passphrase: "x" } : {};
      await expect(open(path, options)).rejects.toThrow(DamagedStoreError);
      expect(await readFile(path, "utf8")).toBe(text);
    }
    await rm(path);
    await writeFile(`${path}.backup`, "{}");
    await expect(open(path)).rejects.toThrow(/is missing, but .*backup is there/);
    await expect(open(join(folder, "nowhere", "shop.json"))).rejects.toThrow(/no folder/);
  });
});

describe("encryption", () => {
  it("hides the data, and tells a wrong passphrase from a changed file", async () => {
    const passphrase = "pässphrase";
    const store = await open(path, { passphrase });
    await store.users.insert({ id: "u1", name: "Secret Person" });
    await store.users.insert({ id: "u2" });
    await store.close();
    const bytes = await readFile(path);
    expect(bytes.includes("Secret Person")).toBe(false);
    expect(await readFile(`${path}.audit.jsonl`, "utf8")).not.toMatch(/Secret|u1/);
    await expect(open(path, { passphrase: "wrong" })).rejects.toThrow(/passphrase is wrong/);
    await expect(open(path)).rejects.toThrow(EncryptionError);
    await expect(open(path, { passphrase: "" })).rejects.toThrow(StoreError);
    await expect(open(`${path}-new`, { passphrase: "short" })).rejects.toThrow(/at least 8 characters/);
    expect(await readFile(path)).toEqual(bytes);

    const again = await open(path, { passphrase: passphrase.normalize("NFD") });
    expect(await again.users.count()).toBe(2);
    expect(await again.protection()).toEqual({ encrypted: true, roles: 2, auditIntact: true });
    await again.close();

    const changed = await readFile(path);
    changed[changed.length - 30]! ^= 1;
    await writeFile(path, changed);
    const recovered = await open(path, { passphrase });
    expect(recovered.report.notes.join()).toMatch(/cut or changed/);
    await recovered.close();
  });

  it("refuses a plain store with a passphrase, and headers that ask for too much memory", async () => {
    await (await open(path)).close();
    await expect(open(path, { passphrase: "x" })).rejects.toThrow(/is not encrypted/);
    await writeFile(path, Buffer.concat([Buffer.from("ULMSTORE"), Buffer.from([1, 30, 8, 1]), Buffer.alloc(100)]));
    await expect(open(path, { passphrase: "x" })).rejects.toThrow(/costs that no store has/);
  });
});

describe("the audit log", () => {
  const log = () => `${path}.audit.jsonl`;

  it("says who did what, for what, and to how many", async () => {
    const store = await open(path);
    await store.users.insert([{ consent: { marketing: true } }, {}]);
    await store.users.find({}, { purpose: "marketing" });
    const entries = await store.auditEntries();
    expect(
      entries.map(({ sequence, role, action, collection, purpose, count: n }) => [
        sequence,
        role,
        action,
        collection,
        purpose,
        n,
      ]),
    ).toEqual([
      [1, "owner", "open", undefined, undefined, undefined],
      [2, "owner", "insert", "users", undefined, 2],
      [3, "owner", "find", "users", "marketing", 1],
    ]);
    await store.close();
  });

  it("shows every kind of tampering, and the next opening reports it", async () => {
    const store = await open(path);
    for (let n = 0; n < 3; n++) await store.users.insert({ id: `u${n}` });
    await store.users.find();
    await store.close();
    const text = await readFile(log(), "utf8");
    const lines = text.split("\n").slice(0, -1);
    const tampered: Record<string, string[]> = {
      changed: lines.map((line, index) => (index === 1 ? line.replace('"count":1', '"count":7') : line)),
      respelt: lines.map((line, index) => (index === 1 ? line.replace('"count":1', '"count":1.0') : line)),
      removed: lines.toSpliced(1, 1),
      swapped: [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)],
      doubled: [...lines, lines.at(-1)!],
      cut: lines.slice(0, -1),
      garbage: ["{}", ...lines.slice(1)],
      emptied: [],
    };
    for (const [kind, changed] of Object.entries(tampered)) {
      await writeFile(log(), changed.map((line) => `${line}\n`).join(""));
      const again = await open(path);
      expect([kind, again.report.notes.length]).toEqual([kind, 1]);
      expect([kind, (await again.verifyAudit()).ok]).toEqual([kind, false]);
      expect((await again.protection()).auditIntact).toBe(false);
      await again.users.find();
      await again.close();
      // What was written since does not make it whole again.
      const later = await open(path);
      expect([kind, later.report.notes.length]).toEqual([kind, 1]);
      expect([kind, (await later.verifyAudit()).ok]).toEqual([kind, false]);
      expect((await later.auditEntries()).filter(({ action }) => action === "broken")).toHaveLength(1);
      await later.close();
    }
  });

  it("closes a line that a crash cut off", async () => {
    await (await open(path)).close();
    await writeFile(log(), `${await readFile(log(), "utf8")}{"sequence":2,"at":"20`);
    const store = await open(path);
    expect((await store.auditEntries()).map(({ action }) => action)).toEqual(["open", "repaired", "open"]);
    expect(await store.verifyAudit()).toEqual({ ok: true, entries: 3 });
    await store.close();
  });
});
