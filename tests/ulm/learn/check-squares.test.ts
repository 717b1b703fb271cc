import { Matrix, StandardScaler } from "ulm/data";
import { KMeans, LinearRegression, PoissonRegressor } from "ulm/learn";
import { describe, expect, it, vi } from "vitest";
import { haveSmallSquares } from "../../../ulm/learn/check-squares.ts";

const rows = Array.from({ length: 30 }, (_, row) => [Math.sin(row), Math.cos(2 * row)]);
const sized = (factor: number) => rows.map(([a, b]) => [a!, factor * b!]);
const values = rows.map(([a, b], row) => 3 * a! - b! + 0.1 * Math.sin(7 * row));

describe("numbers without squares", () => {
  it("are learnt from after StandardScaler, as the message says", async () => {
    const plain = await new LinearRegression().fit(await new StandardScaler().fitTransform(rows), values);
    for (const factor of [1e-300, 1e-200, 1e-160, 1e160, 1e200, 1e300]) {
      await expect(new LinearRegression().fit(sized(factor), values)).rejects.toThrow("(StandardScaler)");
      const scaled = await new StandardScaler().fitTransform(sized(factor));
      expect(scaled).toBeInstanceOf(Matrix);
      const model = await new LinearRegression().fit(scaled, values);
      model.coef.forEach((value, column) => expect(value).toBeCloseTo(plain.coef[column]!, 10));
    }
  });

  it("are near enough to such as have them to be exact up to the limits", async () => {
    const plain = await new LinearRegression().fit(rows, values);
    for (const factor of [1e-140, 1e-149, 1e140, 1e149]) {
      const model = await new LinearRegression().fit(sized(factor), values);
      expect(model.coef[1]! * factor).toBeCloseTo(plain.coef[1]!, 10);
      expect(model.standardErrors[2]! * factor).toBeCloseTo(plain.standardErrors[2]!, 10);
    }
  });

  it("differ too little for distances only when no column has more", async () => {
    const model = await new KMeans({ nClusters: 3 }).fit(sized(1e-200));
    expect(new Set(model.labels).size).toBe(3);
    const all = rows.map((row) => row.map((value) => 1e-200 * value));
    await expect(new KMeans({ nClusters: 3 }).fit(all)).rejects.toThrow('column "x1" differ by less than 1e-150');
    const same = rows.map(() => [1e-200, 1e-200]);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await new KMeans({ nClusters: 2 }).fit(same);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("only 1 of 2 clusters"));
    warn.mockRestore();
  });

  it("of a count far beyond what was learnt have no rate", async () => {
    const model = await new PoissonRegressor().fit(
      rows,
      values.map((value) => Math.round(Math.exp(value))),
    );
    expect(() => model.predict([[1e6, 0]])).toThrow("the rate of row 0 is beyond all numbers");
  });
});

it("squares that are small are small together, whatever is among them", () => {
  expect(haveSmallSquares(Float64Array.of())).toBe(true);
  expect(haveSmallSquares(Float64Array.of(1, -1e149, 3))).toBe(true);
  for (const value of [1e150, -1e200, Infinity, NaN]) {
    for (const place of [0, 1, 2]) expect(haveSmallSquares(Float64Array.of(1, 2, 3).with(place, value))).toBe(false);
  }
});
