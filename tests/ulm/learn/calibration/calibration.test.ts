import fc from "fast-check";
import { createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import {
  CalibratedClassifierCV,
  expectedCalibrationError,
  fromJSON,
  IsotonicRegression,
  LogisticRegression,
  StratifiedKFold,
} from "ulm/learn";
import { describe, expect, it } from "vitest";
import { fitSigmoid, sigmoidAt } from "../../../../ulm/learn/calibration/fit-sigmoid.ts";
import fixtures from "../../../fixtures/learn/validation.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const targets = { two: fixtures.y, three: fixtures.three };

describe("CalibratedClassifierCV, as in scikit-learn", () => {
  const cases = Object.entries(fixtures.calibrated).map(([name, expected]) => {
    const [method, mode, classes] = name.split(" ");
    return { name, expected, method: method as "sigmoid", ensemble: mode === "ensemble", y: targets[classes as "two"] };
  });

  it.each(cases)("$name", async ({ expected, method, ensemble, y }) => {
    const estimator = new LogisticRegression({ C: 0.05 });
    const cv = new StratifiedKFold({ nSplits: 4 });
    const model = await new CalibratedClassifierCV({ estimator, method, ensemble, cv }).fit(X, y);
    const probabilities = model.predictProba(X.take(expected.map((_, row) => row)));
    // SciPy stops its minimiser at 1e-6 or so; the isotonic curves are exact.
    const digits = method === "sigmoid" ? 4 : 7;
    expected.flat().forEach((share, index) => expect(probabilities.data[index]).toBeCloseTo(share, digits));
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as CalibratedClassifierCV;
    expect(revived.predictProba(X).data).toEqual(model.predictProba(X).data);
  });

  it("makes overconfident probabilities honest", async () => {
    const random = createRandom(3);
    const rows = Array.from({ length: 1500 }, () => [random.normal(), random.normal()]);
    const y = rows.map(([a]) => Number(random.random() < 1 / (1 + Math.exp(-a!))));
    /** Says the same as a logistic regression, five times too loudly. */
    class Loud extends LogisticRegression {
      override decisionFunction(features: Parameters<LogisticRegression["decisionFunction"]>[0]): Matrix {
        const calm = super.decisionFunction(features);
        return new Matrix(
          calm.data.map((value) => 5 * value),
          calm.rows,
          calm.columns,
          calm.names,
        );
      }
    }
    const [train, test] = [rows.slice(0, 1000), rows.slice(1000)];
    const loud = await new Loud().fit(train, y.slice(0, 1000));
    const calibrated = await new CalibratedClassifierCV({ estimator: new Loud() }).fit(train, y.slice(0, 1000));
    const error = (model: { predictProba: LogisticRegression["predictProba"] }) =>
      expectedCalibrationError(y.slice(1000), model.predictProba(test));
    expect(error(loud)).toBeGreaterThan(0.15);
    expect(error(calibrated)).toBeLessThan(0.06);
  });

  it("wants a classifier", () => {
    expect(() => new CalibratedClassifierCV({ estimator: new IsotonicRegression() })).toThrow(
      "must be a classifier, not a regressor",
    );
  });
});

describe("fitSigmoid", () => {
  it("is at the minimum, whatever the size of the scores", () => {
    const random = createRandom(4);
    const isPositive = Array.from({ length: 60 }, () => random.random() < 0.4);
    const scores = isPositive.map((positive) => Number(positive) + random.normal());
    const curve = fitSigmoid(scores, isPositive);
    const huge = fitSigmoid(
      scores.map((score) => score * 1e6),
      isPositive,
    );
    scores.forEach((score) => expect(sigmoidAt(huge, score * 1e6)).toBeCloseTo(sigmoidAt(curve, score), 9));
    // At the minimum the mean prediction is the mean target.
    const positives = isPositive.filter(Boolean).length;
    const [high, low] = [(positives + 1) / (positives + 2), 1 / (60 - positives + 2)];
    const targetsSum = positives * high + (60 - positives) * low;
    expect(scores.reduce((sum, score) => sum + sigmoidAt(curve, score), 0)).toBeCloseTo(targetsSum, 8);
  });
});

describe("IsotonicRegression", () => {
  const { x, y, place, rising, falling } = fixtures.isotonic;
  const column = (values: number[]) => values.map((value) => [value]);

  it("is scikit-learn's, ties and clipping included", async () => {
    const model = await new IsotonicRegression().fit(column(x), y);
    model.predict(column(place)).forEach((value, index) => expect(value).toBeCloseTo(rising[index]!, 10));
    const down = await new IsotonicRegression({ increasing: false, yMin: -1, yMax: 2 }).fit(column(x), y);
    down.predict(column(place)).forEach((value, index) => expect(value).toBeCloseTo(falling[index]!, 10));
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as IsotonicRegression;
    expect(revived.predict(column(place))).toEqual(model.predict(column(place)));
  });

  it("never falls, keeps the mean, and leaves what never falls as it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 }), async (values) => {
        const places = column(values.map((_, index) => index));
        const fitted = (await new IsotonicRegression().fit(places, values)).predict(places);
        fitted.forEach((value, index) => expect(value).toBeGreaterThanOrEqual((fitted[index - 1] ?? -Infinity) - 1e-9));
        const sum = (list: number[]) => list.reduce((total, value) => total + value, 0);
        expect(sum(fitted)).toBeCloseTo(sum(values), 8);
        const sorted = values.toSorted((a, b) => a - b);
        expect((await new IsotonicRegression().fit(places, sorted)).predict(places)).toEqual(sorted);
      }),
      { numRuns: 50 },
    );
  });

  it("says what is wrong", async () => {
    const strict = await new IsotonicRegression({ outOfBounds: "raise" }).fit([[1], [2]], [1, 2]);
    expect(() => strict.predict([[1.5], [3]])).toThrow("row 1 is 3, outside of the fitted 1 … 2");
    await expect(new IsotonicRegression().fit([[1, 2]], [1])).rejects.toThrow("takes one column, but X has 2");
    expect(() => new IsotonicRegression({ yMin: 2, yMax: 1 })).toThrow("yMin 2 must be below yMax 1");
    expect(() => new IsotonicRegression().predict([[1]])).toThrow("not fitted yet");
  });
});
