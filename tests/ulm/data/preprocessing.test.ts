import { KBinsDiscretizer, Matrix, PolynomialFeatures, RobustScaler, SimpleImputer, Table, Winsorizer } from "ulm/data";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/data/preprocessing.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const gaps = Matrix.fromRows(fixtures.gaps);
const fresh = Matrix.fromRows(fixtures.new);

function expectRows(matrix: Matrix, rows: readonly (readonly (number | null)[])[]): void {
  expect([matrix.rows, matrix.columns]).toEqual([rows.length, rows[0]!.length]);
  rows.flat().forEach((expected, index) => {
    if (expected === null) expect(matrix.data[index]).toBeNaN();
    else expect(Math.abs(matrix.data[index]! - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
  });
}

describe("preprocessing, as in scikit-learn", () => {
  it("RobustScaler: with missing values, a constant column, other quantiles", async () => {
    expectRows(await new RobustScaler().fitTransform(gaps), fixtures.robust);
    const wide = await new RobustScaler({ quantileRange: [10, 90], withCentering: false }).fit(X);
    expectRows(wide.transform(fresh), fixtures.robustWide);
    expect(() => new RobustScaler({ quantileRange: [75, 25] })).toThrow(
      "quantileRange must be two numbers from 0 to 100 that rise",
    );
  });

  it("SimpleImputer marks what was missing", async () => {
    const imputer = await new SimpleImputer({ strategy: "median", addIndicator: true }).fit(gaps);
    expectRows(imputer.transform(gaps), fixtures.indicator);
    const table = Table.fromColumns({ age: [31, null, 40], city: ["Graz", "Linz", null] });
    const filled = await new SimpleImputer({ strategy: "mostFrequent", addIndicator: true }).fitTransform(table);
    expect(filled.columnNames).toEqual(["age", "city", "age_missing", "city_missing"]);
    expect(filled.column("city_missing").toArray()).toEqual([0, 0, 1]);
  });

  it.each(["quantile", "uniform"] as const)("KBinsDiscretizer, %s bins", async (strategy) => {
    const model = await new KBinsDiscretizer({ nBins: 4, strategy, encode: "ordinal" }).fit(X);
    expectRows(model.transform(X), fixtures.bins[strategy].transform);
    expectRows(model.transform(fresh), fixtures.bins[strategy].new);
    fixtures.bins[strategy].edges.forEach((edges, column) => {
      expect(model.binEdges[column]).toHaveLength(edges.length);
      edges.forEach((edge, index) => expect(model.binEdges[column]![index]).toBeCloseTo(edge, 12));
    });
  });

  it("KBinsDiscretizer, one column for each bin", async () => {
    const model = await new KBinsDiscretizer({ nBins: 4 }).fit(X);
    expectRows(model.transform(X), fixtures.onehot.transform);
    expectRows(model.transform(fresh), fixtures.onehot.new);
    expect(model.transform(X).names.slice(0, 2)).toEqual(["x0_0", "x0_1"]);
  });

  it("PolynomialFeatures", async () => {
    const pair = Table.fromMatrix(Matrix.fromRows(fixtures.X, ["a", "b", "c"]));
    const cubic = await new PolynomialFeatures({ degree: 3 }).fitTransform(pair.select("a", "b").head(3));
    expect(cubic.columnNames).toEqual(fixtures.polynomial.names);
    expectRows(cubic.toMatrix(), fixtures.polynomial.rows);
    const products = new PolynomialFeatures({ interactionOnly: true, includeBias: false });
    const crossed = await products.fitTransform(pair.head(3));
    expect(crossed.columnNames).toEqual(fixtures.interactions.names);
    expectRows(crossed.toMatrix(), fixtures.interactions.rows);
  });
});

describe("Winsorizer", () => {
  it("brings new rows to the limits that it learnt", async () => {
    const orders = Table.fromColumns({ amount: [10, 12, 11, 13, 9, 500, null] });
    const model = await new Winsorizer().fit(orders);
    // Quartiles 10.25 and 12.75: fences 1.5 · 2.5 further out.
    expect([model.lower[0], model.upper[0]]).toEqual([6.5, 16.5]);
    expect(
      model
        .transform(Table.fromColumns({ amount: [-3, 12, 40, null] }))
        .column("amount")
        .toArray(),
    ).toEqual([6.5, 12, 16.5, null]);
    const tails = await new Winsorizer({ method: "quantile", factor: 0.2 }).fit([[0], [10], [20], [30], [40], [50]]);
    expect([tails.lower[0], tails.upper[0]]).toEqual([10, 40]);
    await expect(new Winsorizer({ method: "quantile", factor: 0.7 }).fit([[1], [2]])).rejects.toThrow(
      "a share below 0.5",
    );
  });
});
