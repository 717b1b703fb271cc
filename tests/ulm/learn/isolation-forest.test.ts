import { IsolationForest } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/isolation.json" with { type: "json" };
import { averagePathLength } from "../../../ulm/learn/trees/isolation-tree.ts";

const { X } = fixtures;

describe("IsolationForest", () => {
  it("agrees with the mean of scikit-learn 1.9.1's", async () => {
    const model = await new IsolationForest({ nEstimators: 1500 }).fit(X);
    const scores = model.scoreSamples(X);
    const gaps = scores.map((score, row) => Math.abs(score - fixtures.scores[row]!));
    expect(Math.max(...gaps)).toBeLessThan(0.015);
    const outliers = model.predict(X).filter((sign) => sign === -1).length;
    expect(Math.abs(outliers - fixtures.outliers)).toBeLessThan(8);
  });

  it("calls the stated share outliers", async () => {
    const model = await new IsolationForest({ contamination: 0.1 }).fit(X);
    expect(model.predict(X).filter((sign) => sign === -1)).toHaveLength(30);
    expect(Math.abs(model.offset - fixtures.offset)).toBeLessThan(0.02);
    const [score] = model.scoreSamples(X.slice(0, 1));
    expect(model.decisionFunction(X.slice(0, 1))[0]).toBe(score! - model.offset);
  });

  it("knows how long a search takes on average", () => {
    // c(n) of Liu et al.: 2 H(n − 1) − 2 (n − 1) / n, with H(255) ≈ ln 255 + γ = 6.1185
    expect([0, 1, 2].map(averagePathLength)).toEqual([0, 0, 1]);
    expect(averagePathLength(256)).toBeCloseTo(10.2448, 4);
  });

  it("looks at as many rows as it is told, each once", async () => {
    const model = await new IsolationForest({ maxSamples: 0.5, nEstimators: 3 }).fit(X);
    expect(model.trees.map((tree) => tree.rows[0])).toEqual([150, 150, 150]);
    const same = await new IsolationForest({ maxSamples: 20 }).fit(X.map(() => [1, 2]));
    expect(same.scoreSamples([[1, 2]])[0]).toBeCloseTo(-0.5, 12);
  });

  it.each([
    [{ contamination: 0.6 }, "contamination must be a share up to 0.5"],
    [
      { maxSamples: "all" as never },
      'maxSamples must be a whole number from 1, or a share between 0 and 1, or "auto", not "all"',
    ],
    [{ nEstimators: 0 }, "nEstimators must be a whole number from 1"],
  ])("refuses %j", (params, message) => {
    expect(() => new IsolationForest(params)).toThrow(message);
  });
});
