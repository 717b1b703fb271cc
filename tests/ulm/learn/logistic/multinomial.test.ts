import { createRandom } from "ulm/compute";
import { LogisticRegression } from "ulm/learn";
import type { LogisticRegressionParams } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/multinomial.json" with { type: "json" };

describe("multinomial LogisticRegression against scikit-learn 1.9.1, to the last digits of saga and newton-cholesky", () => {
  it.each(fixtures.cases)(
    "$params of $target classes on $features",
    async ({ features, target, params, ...expected }) => {
      const X = fixtures[features as "X" | "units"];
      const y = fixtures[target as "three" | "four"];
      const model = await new LogisticRegression(params as Partial<LogisticRegressionParams>).fit(X, y);
      expect(model.converged).toBe(true);
      const values = [...model.coef.flat(), ...model.intercept];
      [...expected.coef.flat(), ...expected.intercept].forEach((value, index) => {
        expect(Math.abs(values[index]! - value)).toBeLessThan(2e-7 * Math.max(1e-7, Math.abs(value)) + 1e-9);
      });
    },
  );
});

describe("multinomial LogisticRegression", () => {
  it.each([1, 1e3, 1e5, 1e7])("converges under every penalty with a column of standard deviation %d", async (unit) => {
    const random = createRandom(3);
    const X = Array.from({ length: 200 }, () => [random.normal(), random.normal() * unit]);
    const y = X.map(([first, second]) => Math.sign(Math.round(first! + second! / unit / 2 + random.normal() / 2)));
    for (const params of [{}, { C: 1000 }, { penalty: "l1" }, { penalty: "elasticnet", C: 10 }] as const) {
      const model = await new LogisticRegression(params).fit(X, y);
      expect([model.converged, model.nIter < 20]).toEqual([true, true]);
    }
  });

  it("of an L1 penalty leaves each feature a class, at least, without a coefficient: the penalty is least around the median", async () => {
    const { X, three } = fixtures;
    const { coef } = await new LogisticRegression({ penalty: "l1" }).fit(X, three);
    X[0]!.forEach((_, column) => expect(coef.map((row) => row[column])).toContain(0));
  });
});
