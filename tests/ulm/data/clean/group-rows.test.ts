import fc from "fast-check";
import { dropDuplicates, ParameterError, Table } from "ulm/data";
import { describe, expect, it } from "vitest";
import { groupRows } from "../../../../ulm/data/clean/group-rows.ts";

const texts = fc.constantFrom("", "a", "b", "null", "1", "x".repeat(200), `${"x".repeat(100)}y${"x".repeat(99)}`, null);
const numbers = fc.constantFrom(0, -0, 1, 1.5, NaN, Infinity, 2 ** 40);

describe("groupRows", () => {
  it("agrees with keys that are texts", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, numbers), { maxLength: 60 }), (rows) => {
        const { count, groups, firsts } = groupRows(
          [rows.map(([text]) => text), rows.map(([, value]) => value)].map((key, index) =>
            index === 0 ? (key as string[]) : Float64Array.from(key as number[]),
          ),
          rows.length,
        );
        const keys = rows.map(([text, value]) => `${JSON.stringify(text)} ${String(value)}`);
        const distinct = [...new Set(keys)];
        expect(count).toBe(distinct.length);
        expect([...groups]).toEqual(keys.map((key) => distinct.indexOf(key)));
        expect([...firsts]).toEqual(distinct.map((key) => keys.indexOf(key)));
      }),
    );
  });

  it("tells many", () => {
    const values = Float64Array.from({ length: 50_000 }, (_, row) => row % 20_011);
    expect(groupRows([values], values.length).count).toBe(20_011);
  });
});

describe("dropDuplicates", () => {
  it("keeps the last on demand, and refuses what it does not know", () => {
    const table = Table.fromColumns({ a: [1, 2, 1], b: ["x", "y", "z"] });
    expect(
      dropDuplicates(table, { columns: ["a"], keep: "last" })
        .column("b")
        .toArray(),
    ).toEqual(["y", "z"]);
    expect(() => dropDuplicates(table, { keep: "none" as "first" })).toThrow(ParameterError);
  });
});
