import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withTaskContext } from "ulm/compute";
import { sql, Table } from "../../../ulm/data/node/index.ts";
import { withDuckDB } from "../../../ulm/data/node/duckdb/with-duckdb.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-warm-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Large enough that DuckDB reads it itself. */
async function writeRows(name: string, value: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `n,words\n${`${value},some words that fill a line\n`.repeat(40_000)}`);
  return path;
}

describe("the database that queries share", () => {
  it("keeps nothing from one query to the next", async () => {
    const orders = Table.fromColumns({ amount: [1, 2] });
    await sql("select * from orders", { orders });
    await expect(sql("select * from orders")).rejects.toThrow("Table with name orders does not exist");
    const other = Table.fromColumns({ amount: [3] });
    expect((await sql("select * from orders", { orders: other })).rows()).toEqual([{ amount: 3 }]);
  });

  it("sees a file as it is now", async () => {
    const path = await writeRows("changing.csv", 1);
    const total = async () => (await sql(`select sum(n) as total from '${path}'`)).row(0).total;
    expect(await total()).toBe(40_000);
    await writeRows("changing.csv", 7);
    expect(await total()).toBe(280_000);
    await writeFile(path, `n,words\n${"x,other words that fill a line\n".repeat(40_000)}`);
    expect((await sql(`select max(n) as most from '${path}'`)).row(0)).toEqual({ most: "x" });
  });

  it("serves queries at the same time, each with its files", async () => {
    const paths = await Promise.all([1, 2, 3, 4].map((value) => writeRows(`same-time-${value}.csv`, value)));
    const totals = await Promise.all(paths.map((path) => sql(`select sum(n) as total from '${path}'`)));
    expect(totals.map((table) => table.row(0).total)).toEqual([40_000, 80_000, 120_000, 160_000]);
  });

  it("reads no other file, and its settings stay as they are", async () => {
    const [known, other] = [await writeRows("known.csv", 1), await writeRows("other.csv", 1)];
    await withDuckDB([known], async ({ connection }) => {
      await connection.run(`select * from read_csv('${known}') limit 1`);
      await expect(connection.run(`select * from read_csv('${other}')`)).rejects.toThrow("disabled");
      await expect(connection.run(`copy (select 1) to '${join(folder, "out.csv")}'`)).rejects.toThrow("disabled");
      for (const setting of [
        "enable_external_access = true",
        "memory_limit = '8GB'",
        "allowed_paths = ['/etc/passwd']",
      ]) {
        await expect(connection.run(`set ${setting}`)).rejects.toThrow(/locked|disabled|external access/);
      }
    });
  });

  it("goes on after a query was interrupted, and so do others that run beside it", async () => {
    const controller = new AbortController();
    const endless = "select sum(a.i * b.i) from range(3000000) a(i), range(3000000) b(i)";
    const stopped = withTaskContext({ signal: controller.signal }, () => {
      const query = sql(endless);
      return expect(query).rejects.toThrow("called off");
    });
    const beside = sql("select count(*) as n from range(1000000)");
    setTimeout(() => controller.abort(new Error("called off")), 300);
    await stopped;
    expect((await beside).row(0)).toEqual({ n: 1_000_000 });
    expect((await sql("select sum(i) as total from range(1000) r(i)")).row(0)).toEqual({ total: 499_500 });
  });

  it("is closed when nobody has used it for a while, with its folder", async () => {
    const temporary = join(folder, "tmp");
    await mkdir(temporary);
    vi.resetModules();
    vi.stubEnv("TMPDIR", temporary);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { sql: fresh } = await import("../../../ulm/data/node/index.ts");
      await fresh("select 1");
      expect(await readdir(temporary)).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(11_000);
      await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]));
      expect((await fresh("select 1 as one")).row(0)).toEqual({ one: 1 });
    } finally {
      vi.useRealTimers();
      vi.unstubAllEnvs();
    }
  });
});
