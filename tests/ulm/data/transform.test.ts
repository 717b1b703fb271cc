import fc from "fast-check";
import {
  clipOutliers,
  detectOutliers,
  dropDuplicates,
  dropMissing,
  getDummies,
  impute,
  Matrix,
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  quantile,
  SimpleImputer,
  StandardScaler,
  Table,
} from "ulm/data";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/data/transforms.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const colours = Table.fromObjects(fixtures.colours.map(([colour, size]) => ({ colour, size })));

/** Agreement with scikit-learn to the last few bits; null there is missing here. */
function expectRows(matrix: Matrix, rows: readonly (readonly (number | null)[])[], tolerance = 1e-12): void {
  expect([matrix.rows, matrix.columns]).toEqual([rows.length, rows[0]!.length]);
  rows.flat().forEach((expected, index) => {
    const value = matrix.data[index]!;
    if (expected === null) expect(value).toBeNaN();
    else expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
  });
}

describe("scalers, as in scikit-learn", () => {
  it("StandardScaler: with missing values, an offset that dwarfs the spread, and a constant column", async () => {
    const scaler = await new StandardScaler().fit(X);
    scaler.mean.forEach((mean, column) => expect(mean).toBeCloseTo(fixtures.standardMean[column]!, 12));
    scaler.scale.forEach((scale, column) => expect(scale).toBeCloseTo(fixtures.standardScale[column]!, 12));
    // Column 1 is 1000 ± 0.01: five of its digits are lost in the data.
    expectRows(scaler.transform(X), fixtures.standard, 1e-9);
  });

  it("MinMaxScaler", async () => {
    expectRows(await new MinMaxScaler({ featureRange: [-1, 2] }).fitTransform(X), fixtures.minMax, 1e-10);
  });

  it("SimpleImputer", async () => {
    expectRows(await new SimpleImputer({ strategy: "mean" }).fitTransform(X), fixtures.mean);
    expectRows(await new SimpleImputer({ strategy: "median" }).fitTransform(X), fixtures.median);
  });

  it("quantiles as NumPy's, to the last bit", () => {
    [0.1, 0.25, 0.5, 0.9].forEach((share, index) => {
      const values = [0, 1, 2, 3].map((column) =>
        quantile(
          X.column(column)
            .filter((value) => !Number.isNaN(value))
            .sort(),
          share,
        ),
      );
      expect(values).toEqual(fixtures.quantiles[index]);
    });
  });

  it.each([
    [0, 0, -5e-324],
    [0, 1e-323, 0],
  ])("StandardScaler leaves a spread alone that has no digits: %j", async (...values) => {
    const scaler = await new StandardScaler().fit(values.map((value) => [value]));
    expect(scaler.scale).toEqual([1]);
  });

  it("scaled columns have mean 0 and deviation 1, whatever they were", async () => {
    const columns = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(columns, async (values) => {
        const scaler = new StandardScaler();
        const { data } = await scaler.fitTransform(values.map((value) => [value]));
        expect(data.reduce((sum, value) => sum + value, 0) / data.length).toBeCloseTo(0, 6);
        if (scaler.variance[0]! < 1e-9) return;
        expect(data.reduce((sum, value) => sum + value * value, 0) / data.length).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe("encoders, as in scikit-learn", () => {
  it("OneHotEncoder", async () => {
    const encoded = await new OneHotEncoder().fitTransform(colours);
    expect(encoded.columnNames).toEqual(["colour_blue", "colour_green", "colour_red", "size_L", "size_M", "size_S"]);
    expect(encoded.toMatrix().toArrays()).toEqual(fixtures.oneHot);
    const first = await new OneHotEncoder({ drop: "first" }).fit(colours);
    expect(first.transform(colours).toMatrix().toArrays()).toEqual(fixtures.oneHotFirst);
    expect(first.featureNamesOut).toEqual(["colour_green", "colour_red", "size_M", "size_S"]);
  });

  it("OneHotEncoder drops one of two only, if asked", async () => {
    const table = Table.fromColumns({ two: ["a", "b", "a"], three: ["x", "y", "z"], flag: [true, false, true] });
    const encoded = await new OneHotEncoder({ drop: "ifBinary" }).fitTransform(table);
    expect(encoded.columnNames).toEqual(["two_b", "three_x", "three_y", "three_z", "flag_true"]);
  });

  it("OneHotEncoder says where an unknown category is, or ignores it", async () => {
    const unknown = Table.fromColumns({ colour: ["green", "pink"], size: ["S", "S"] });
    const strict = await new OneHotEncoder().fit(colours);
    expect(() => strict.transform(unknown)).toThrow('column "colour", row 1: "pink" was not seen by fit');
    const lenient = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(colours);
    expect(lenient.transform(unknown).toMatrix().toArrays()[1]).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it("OneHotEncoder wants missing values imputed", async () => {
    const table = Table.fromColumns({ a: ["x", null] });
    await expect(new OneHotEncoder().fit(table)).rejects.toThrow('column "a", row 1 is missing. Impute');
    const lenient = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(Table.fromColumns({ a: ["x", "y"] }));
    expect(() => lenient.transform(table)).toThrow('column "a", row 1 is missing. Impute');
  });

  it("OrdinalEncoder, in ascending or stated order", async () => {
    expect((await new OrdinalEncoder().fitTransform(colours)).toMatrix().toArrays()).toEqual(fixtures.ordinal);
    const sizes = await new OrdinalEncoder({ categories: { size: ["S", "M", "L"] } }).fitTransform(
      colours.select("size"),
    );
    expect([...sizes.column("size").toNumbers()]).toEqual([0, 1, 0, 2]);
    const partial = new OrdinalEncoder({ categories: { size: ["S", "M"] } });
    await expect(partial.fit(colours.select("size"))).rejects.toThrow('row 3: "L" is not among the categories S, M');
    const misspelt = new OrdinalEncoder({ categories: { sise: ["S", "M"] } });
    await expect(misspelt.fit(colours)).rejects.toThrow('categories names column "sise", but X has colour, size');
  });

  it("getDummies keeps numbers, encodes text, and leaves missing values at zero", () => {
    const table = Table.fromColumns({ n: [1, 2, 3], t: ["b", null, "a"] });
    expect(getDummies(table).toObjects()).toEqual([
      { n: 1, t_a: 0, t_b: 1 },
      { n: 2, t_a: 0, t_b: 0 },
      { n: 3, t_a: 1, t_b: 0 },
    ]);
    expect(getDummies(table, { dropFirst: true }).columnNames).toEqual(["n", "t_b"]);
    expect(getDummies(table, { columns: ["n"] }).columnNames).toEqual(["t", "n_1", "n_2", "n_3"]);
  });
});

describe("every transformer", () => {
  const numbers = Table.fromColumns({ a: [1, 2, 4], b: [0, 5, 5] });
  const transformers = [
    new StandardScaler(),
    new MinMaxScaler(),
    new SimpleImputer(),
    new OneHotEncoder(),
    new OrdinalEncoder(),
  ];

  it.each(transformers.map((transformer) => [transformer.type, transformer] as const))(
    "%s",
    async (type, transformer) => {
      expect(() => transformer.transform(numbers)).toThrow(`This ${type} is not fitted yet`);
      const result = await transformer.fitTransform(numbers);
      expect(result).toBeInstanceOf(Table);
      expect(numbers.toObjects()[0]).toEqual({ a: 1, b: 0 });
      // Columns by name, in any order.
      expect(transformer.transform(numbers.select("b", "a")).toObjects()).toEqual(result.toObjects());
      expect(() => transformer.transform(numbers.rename({ b: "c" }))).toThrow("missing: b; unknown: c");
      expect(transformer.transform(numbers.toMatrix()).toArrays()).toEqual(result.toMatrix().toArrays());
      const copy = transformer.clone();
      expect([copy.isFitted, copy.getParams()]).toEqual([false, transformer.getParams()]);
      const json = JSON.parse(JSON.stringify(transformer));
      const revived = (transformer.constructor as typeof StandardScaler).fromJSON(json);
      expect(revived.transform(numbers).toObjects()).toEqual(result.toObjects());
      expect(() => (transformer.constructor as typeof StandardScaler).fromJSON({ ...json, type: "Other" })).toThrow(
        "describes a Other",
      );
    },
  );

  it("takes dates for milliseconds since 1970 where it needs numbers", async () => {
    const days = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 3), Date.UTC(2024, 0, 2)];
    const dated = Table.fromColumns({ day: days.map((time) => new Date(time)) });
    const [asDates, asNumbers] = [dated, Table.fromColumns({ day: days })];
    for (const make of [() => new StandardScaler(), () => new MinMaxScaler()]) {
      const [one, other] = [await make().fitTransform(asDates), await make().fitTransform(asNumbers)];
      expect(one.toObjects()).toEqual(other.toObjects());
    }
    for (const encoder of [new OneHotEncoder(), new OrdinalEncoder()]) {
      await expect(encoder.fit(dated)).rejects.toThrow('column "day" holds dates. Derive a category');
    }
    await expect(new SimpleImputer().fit(dated)).rejects.toThrow("holds date values, which have no mean");
  });

  it("refuses text where numbers belong, by name", async () => {
    await expect(new StandardScaler().fit(colours)).rejects.toThrow('column "colour" holds text (for example "red")');
    await expect(new SimpleImputer().fit(colours)).rejects.toThrow('column "colour" holds text');
  });
});

describe("cleaning", () => {
  it("drops duplicates; equal rows are equal in value and type", () => {
    const table = Table.fromColumns({ a: [1, 1, 2, 1], b: ["x", "x", "x", null], n: [1, 2, 3, 4] });
    expect(dropDuplicates(table).rowCount).toBe(4);
    expect(
      dropDuplicates(table, { columns: ["a", "b"] })
        .column("n")
        .toArray(),
    ).toEqual([1, 3, 4]);
    expect(
      dropDuplicates(table, { columns: ["a", "b"], keep: "last" })
        .column("n")
        .toArray(),
    ).toEqual([2, 3, 4]);
    const tricky = Table.fromColumns({ a: ['x","y', "x"], b: ["z", 'y","z'] });
    expect(dropDuplicates(tricky).rowCount).toBe(2);
    const missing = Table.fromColumns({ a: ["null", null, null] });
    expect(dropDuplicates(missing).column("a").toArray()).toEqual(["null", null]);
  });

  it("drops rows with missing values", () => {
    const table = Table.fromColumns({ a: [1, null, 3], b: ["x", "y", null] });
    expect(dropMissing(table).rowCount).toBe(1);
    expect(
      dropMissing(table, { columns: ["a"] })
        .column("a")
        .toArray(),
    ).toEqual([1, 3]);
  });

  it("imputes numbers by the mean and the rest by what is most frequent", async () => {
    const table = Table.fromColumns({
      n: [1, null, 4],
      t: ["b", "b", null],
      f: [null, true, true],
      d: [new Date(0), null, null],
    });
    const filled = await impute(table);
    expect(filled.row(1)).toMatchObject({ n: 2.5, t: "b", f: true, d: null });
    expect(filled.column("t").toArray()).toEqual(["b", "b", "b"]);
    expect(filled.column("f").toArray()).toEqual([true, true, true]);
    expect((await impute(table, { numbers: "median" })).column("n").get(1)).toBe(2.5);
    await expect(impute(Table.fromColumns({ n: [null, null] }))).rejects.toThrow(
      'Column "n" has no values to impute from',
    );
  });

  it("finds and clips outliers by Tukey's fences or z-scores", () => {
    const table = Table.fromColumns({ n: [1, 2, 3, 4, 100, null], t: ["a", "b", "c", "d", "e", "f"] });
    // Quartiles 2 and 4: fences at 2 − 1.5·2 and 4 + 1.5·2.
    expect(detectOutliers(table)).toEqual([{ column: "n", lower: -1, upper: 7, below: 0, above: 1 }]);
    expect(clipOutliers(table).column("n").toArray()).toEqual([1, 2, 3, 4, 7, null]);
    const [byScore] = detectOutliers(table, { method: "zScore", factor: 1 });
    expect(byScore!.above).toBe(1);
    // Mean 22, sample standard deviation 43.617656975128774 (statistics.stdev of Python).
    expect(byScore!.upper).toBeCloseTo(22 + 43.617656975128774, 10);
  });
});
