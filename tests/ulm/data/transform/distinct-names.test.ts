import fc from "fast-check";
import {
  distinctNames,
  getDummies,
  KBinsDiscretizer,
  OneHotEncoder,
  PolynomialFeatures,
  SimpleImputer,
  Table,
} from "ulm/data";
import { describe, expect, it } from "vitest";

/** "b" of column "x_a", and "a_b" of column "x". */
const clashing = Table.fromColumns({ x: ["a_b", "c"], x_a: ["b", "d"] });

describe("names of columns that transformers make", () => {
  it("are told apart where a column and a category would be called alike", async () => {
    const encoder = await new OneHotEncoder().fit(clashing);
    expect(encoder.transform(clashing).columnNames).toEqual(['x["a_b"]', "x_c", 'x_a["b"]', "x_a_d"]);
    expect(encoder.transform(clashing).row(0)).toEqual({ 'x["a_b"]': 1, x_c: 0, 'x_a["b"]': 1, x_a_d: 0 });
    expect(encoder.origins).toContainEqual({ name: 'x_a["b"]', columns: ["x_a"], value: "b" });
    expect(encoder.featureNamesOut).toEqual(encoder.transform(clashing).columnNames);
    const revived = OneHotEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
    expect(revived.transform(clashing)).toEqual(encoder.transform(clashing));
    // What is left out is in nobody's way.
    const dropped = await new OneHotEncoder({ drop: "first" }).fit(clashing);
    expect(dropped.featureNamesOut).toEqual(["x_c", "x_a_d"]);
  });

  it("are told apart from columns that stay", async () => {
    const taken = Table.fromColumns({ x: ["a", "b"], x_a: [7, 8] });
    expect(getDummies(taken).columnNames).toEqual(["x_a", 'x["a"]', "x_b"]);
    const gaps = Table.fromColumns({ n: [1, null], n_missing: [5, 5] });
    const imputer = await new SimpleImputer({ addIndicator: true }).fit(gaps);
    expect(imputer.transform(gaps).row(1)).toEqual({ n: 1, n_missing: 5, 'n["missing"]': 1 });
    expect(imputer.origins.at(-1)).toEqual({ name: 'n["missing"]', columns: ["n"], value: "missing" });
  });

  it("tell bins and products apart", async () => {
    const numbers = Table.fromColumns({ a: [1, 2, 3, 4], a_0: [1, 2, 3, 4] });
    const bins = await new KBinsDiscretizer({ nBins: 2 }).fit(numbers);
    expect(bins.featureNamesOut).toEqual(["a_0", "a_1", "a_0_0", "a_0_1"]);
    expect(bins.origins[3]).toEqual({ name: "a_0_1", columns: ["a_0"], value: 1 });
    expect((await new KBinsDiscretizer({ encode: "ordinal" }).fit(numbers)).origins[1]).toEqual({
      ...{ name: "a_0", columns: ["a_0"] },
    });
    const spaces = Table.fromColumns({ "a b": [2, 2], c: [3, 3], a: [5, 5], "b c": [7, 7] });
    const products = await new PolynomialFeatures({ interactionOnly: true, includeBias: false }).fit(spaces);
    const made = products.transform(spaces);
    expect(made.row(0)).toMatchObject({ '"a b" "c"': 6, '"a" "b c"': 35, "c a": 15 });
    expect(products.origins.find(({ name }) => name === '"a" "b c"')!.columns).toEqual(["a", "b c"]);
    const one = Table.fromColumns({ 1: [4, 4], x: [5, 5] });
    const withBias = await new PolynomialFeatures({ degree: 1 }).fitTransform(one);
    expect(withBias.row(0)).toEqual({ 1: 1, '"1"': 4, x: 5 });
  });

  it("differ whatever columns and categories are called, and lead back to both", async () => {
    const word = fc.constantFrom("a", "b", "a_b", "_", "", "a_", '["a"]', 'a["b"]', "b (2)");
    const columns = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
    const rows = fc.array(fc.array(word, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(columns, rows, async (names, values) => {
        const table = Table.fromColumns(
          Object.fromEntries(names.map((name, index) => [name, values.map((row) => row[index]!)])),
        );
        const encoder = await new OneHotEncoder().fit(table);
        const made = encoder.transform(table);
        for (const { name, columns: from, value } of encoder.origins) {
          const expected = table
            .column(from[0]!)
            .toArray()
            .map((other) => Number(other === value));
          expect(made.column(name).toArray()).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are numbered where nothing else helps", () => {
    expect(distinctNames([["a"], ["a"], ["a (2)"]], ["a"])).toEqual(["a (2)", "a (3)", "a (2) (2)"]);
    expect(distinctNames([["a", "b"], ["b"], ["a", "c"]])).toEqual(["b", "b (2)", "c"]);
  });
});
