import { createRandom } from "ulm/compute";
import { LinearRegression, LinearSVC, LogisticRegression, PoissonRegressor, Ridge } from "ulm/learn";
import { describe, expect, it } from "vitest";

const random = createRandom(4);
const single = Array.from({ length: 80 }, () => [random.normal(), random.normal()]);
/** The first column twice. */
const rows = (size: number) => single.map(([a, b]) => [size * a!, b!, size * a!]);
const values = single.map(([a, b]) => 2 * a! + b! + 0.3 * random.normal());
const classes = values.map((value) => (value > 0.4 * random.normal() ? "yes" : "no"));
const counts = values.map((value) => Math.round(Math.exp(value / 2)));

/** A weak penalty divides what a column says among its copies: scikit-learn's answer, and that of the column alone in the limit. */
describe.each([1, 1e6, 1e12])("a column that is there twice, in units of %d", (size) => {
  const alone = (X: number[][]) => X.map(([a, b]) => [size * a!, b!]);

  it("is taken by a linear machine", async () => {
    const model = await new LinearSVC().fit(rows(size), classes);
    const [first, , last] = model.coef[0]!;
    expect(first).toBeCloseTo(last!, 12);
    if (size === 1) return;
    const other = await new LinearSVC().fit(alone(single), classes);
    expect((2 * first!) / other.coef[0]![0]!).toBeCloseTo(1, 4);
    expect(model.predict(rows(size))).toEqual(other.predict(alone(single)));
  });

  it("is taken by a penalised logistic regression", async () => {
    const model = await new LogisticRegression().fit(rows(size), classes);
    expect([model.converged, model.separation]).toEqual([true, "none"]);
    const [first, , last] = model.coef[0]!;
    expect(first! / last!).toBeCloseTo(1, 6);
    if (size === 1) return;
    const other = await new LogisticRegression().fit(alone(single), classes);
    expect((2 * first!) / other.coef[0]![0]!).toBeCloseTo(1, 6);
  });

  it("is taken by a penalised regression of counts", async () => {
    const model = await new PoissonRegressor({ alpha: 1e-3 }).fit(rows(size), counts);
    expect(model.converged).toBe(true);
    expect(model.coef[0]! / model.coef[2]!).toBeCloseTo(1, 5);
  });

  it("is taken by Ridge", async () => {
    const model = await new Ridge().fit(rows(size), values);
    if (size === 1) return expect(model.coef[0]! / model.coef[2]!).toBeCloseTo(1, 12);
    // The weaker the penalty, the less numbers tell of how the two divide what they weigh together.
    const other = await new Ridge().fit(alone(single), values);
    expect((model.coef[0]! + model.coef[2]!) / other.coef[0]!).toBeCloseTo(1, 8);
  });

  it("is refused by name where nothing is penalised", async () => {
    await expect(new LinearRegression().fit(rows(size), values)).rejects.toThrow('column "x2" can be computed');
    await expect(new LogisticRegression({ penalty: "none" }).fit(rows(size), classes)).rejects.toThrow('column "x2"');
    await expect(new PoissonRegressor({ alpha: 0 }).fit(rows(size), counts)).rejects.toThrow('column "x2"');
  });
});
