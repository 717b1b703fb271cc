import { DuckDBInstance } from "@duckdb/node-api";
import { withTaskContext } from "ulm/compute";
import { fromDuckDB, Table, toDuckDB } from "../../../ulm/data/node/index.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
});
afterAll(() => instance.closeSync());

const orders = Table.fromColumns({
  user: Array.from({ length: 5000 }, (_, row) => (row % 7 === 0 ? null : `用户${row}`)),
  amount: Array.from({ length: 5000 }, (_, row) => (row % 5 === 0 ? null : row / 4)),
  paid: Array.from({ length: 5000 }, (_, row) => row % 2 === 0),
  at: Array.from({ length: 5000 }, (_, row) => new Date(1_700_000_000_123 + row * 1000)),
});

describe("tables and DuckDB", () => {
  it("go both ways unchanged", async () => {
    const connection = await instance.connect();
    await toDuckDB(connection, "my orders", orders);
    const back = await fromDuckDB(connection, 'from "my orders"');
    expect(back.columns.map(({ name, type }) => [name, type])).toEqual(
      orders.columns.map(({ name, type }) => [name, type]),
    );
    expect(back.rows()).toEqual(orders.rows());
    expect(back.report).toMatchObject({ format: "DuckDB", rows: 5000, source: 'from "my orders"' });
    connection.closeSync();
  });

  it("bring relations that DuckDB has made, and say what became of their types", async () => {
    const connection = await instance.connect();
    await connection.run(
      "create temp table t as select 9007199254740993 as long, [1, 2] as list, 1.25::decimal(9, 2) as price",
    );
    const table = await fromDuckDB(connection, "from t");
    expect(table.rows()).toEqual([{ long: "9007199254740993", list: "[1,2]", price: 1.25 }]);
    expect(table.report?.notes).toHaveLength(2);
    connection.closeSync();
  });

  it("refuse what is no table, and stop at an interrupt", async () => {
    const connection = await instance.connect();
    await expect(toDuckDB(connection, "t", {} as never)).rejects.toThrow("takes a Table");
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("called off")), 100);
    await withTaskContext({ signal: controller.signal }, () =>
      expect(
        fromDuckDB(connection, "select sum(a.i * b.i) from range(3000000) a(i), range(3000000) b(i)"),
      ).rejects.toThrow("called off"),
    );
    expect((await fromDuckDB(connection, "select 1 as one")).rows()).toEqual([{ one: 1 }]);
    connection.closeSync();
  });
});
