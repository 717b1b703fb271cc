import { withTaskContext } from "ulm/compute";
import { display, StandardScaler } from "ulm/data";
import type { Features, Labels } from "ulm/data";
import {
  confusionMatrix,
  FixedThresholdClassifier,
  fromJSON,
  LinearSVC,
  LogisticRegression,
  Pipeline,
  rocAucScore,
  StratifiedKFold,
  TunedThresholdClassifierCV,
} from "ulm/learn";
import type { Model } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/model-selection.json" with { type: "json" };

const { X, y, tuned, fixed } = fixtures;
const cv = new StratifiedKFold({ nSplits: 4 });
const logistic = () => new LogisticRegression();

describe("TunedThresholdClassifierCV, as in scikit-learn", () => {
  it.each([
    ["balanced", { estimator: logistic(), thresholds: 25 }],
    ["f1", { estimator: logistic(), thresholds: 25, scoring: "f1" }],
    ["given", { estimator: logistic(), thresholds: [0.2, 0.3, 0.5], scoring: "recall" }],
    ["decisions", { estimator: new LinearSVC({ tol: 1e-10, maxIter: 100_000 }), thresholds: 25 }],
  ] as const)("%s", async (name, params) => {
    const model = await new TunedThresholdClassifierCV({ ...params, cv }).fit(X, y);
    const expected = tuned[name];
    expect(model.threshold).toBeCloseTo(expected.threshold, 6);
    expect(model.bestScore).toBeCloseTo(expected.score, 6);
    const { cvResults } = model;
    cvResults
      .column("threshold")
      .toNumbers()
      .forEach((cut, index) => expect(cut).toBeCloseTo(expected.thresholds[index]!, 6));
    cvResults
      .column("score")
      .toNumbers()
      .forEach((score, index) => expect(score).toBeCloseTo(expected.scores[index]!, 6));
    expect(model.predict(X)).toEqual(expected.predicted);
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as TunedThresholdClassifierCV;
    expect([revived.predict(X), revived.bestScore]).toEqual([model.predict(X), model.bestScore]);
  });

  it("makes the profit of a campaign best, and shows how thresholds did", async () => {
    // A customer who is won is worth 40, a contact costs 5.
    const profit = (model: Model, rows: Features, truth: Labels) => {
      const { counts } = confusionMatrix(truth, model.predict(rows), { labels: [0, 1] });
      return 35 * counts[1]![1]! - 5 * counts[0]![1]!;
    };
    const estimator = new Pipeline({
      steps: [
        ["scale", new StandardScaler()],
        ["model", logistic()],
      ],
    });
    const model = await new TunedThresholdClassifierCV({ estimator, scoring: profit, cv }).fit(X, y);
    const half = await new FixedThresholdClassifier({ estimator }).fit(X, y);
    expect(model.threshold).toBeLessThan(0.5);
    expect(profit(model, X, y)).toBeGreaterThan(profit(half, X, y));
    // Probabilities, and with them the order of customers, stay as they are.
    expect(rocAucScore(y, model.predictProba(X))).toBe(rocAucScore(y, half.predictProba(X)));
    const shown = model[display]();
    expect(shown["text/html"]).toContain("调优后的阈值");
    expect(Object.keys(shown)).toContain("application/vnd.vegalite.v6+json");
    expect(() => JSON.stringify(model)).toThrow("scoring is a function, which JSON cannot hold");
  });

  it("can be called off", async () => {
    const controller = new AbortController();
    const model = new TunedThresholdClassifierCV({ estimator: logistic(), cv });
    const onProgress = (done: number, total: number) => {
      expect(total).toBe(5);
      if (done === 2) controller.abort();
    };
    await expect(withTaskContext({ signal: controller.signal, onProgress }, () => model.fit(X, y))).rejects.toThrow(
      /abort/i,
    );
    expect(model.isFitted).toBe(false);
  });

  it("says what is wrong", async () => {
    const make = (params: object) => new TunedThresholdClassifierCV({ estimator: logistic(), cv, ...params });
    expect(() => make({ thresholds: 1 })).toThrow(
      "thresholds must be a whole number from 2, or finite numbers that rise",
    );
    expect(() => make({ thresholds: [0.5, 0.2] })).toThrow("thresholds must be");
    await expect(
      make({}).fit(
        X,
        y.map((label, row) => label + Number(row < 9)),
      ),
    ).rejects.toThrow("decides between two classes");
    await expect(make({ responseMethod: "predictProba", estimator: new LinearSVC() }).fit(X, y)).rejects.toThrow(
      "LinearSVC has no predictProba",
    );
    await expect(make({ scoring: "rocAuc" }).fit(X, y)).rejects.toThrow(
      "neither a decision function nor probabilities",
    );
    await expect(
      make({}).fit(
        X.map(() => [1]),
        y,
      ),
    ).rejects.toThrow("scores all rows alike");
  });
});

describe("FixedThresholdClassifier, as in scikit-learn", () => {
  it("decides by the threshold", async () => {
    const model = await new FixedThresholdClassifier({ estimator: logistic(), threshold: 0.2 }).fit(X, y);
    expect(model.predict(X)).toEqual(fixed);
    expect(model.score(X, y)).toBeGreaterThan(0.5);
    const usual = await new FixedThresholdClassifier({ estimator: new LinearSVC() }).fit(X, y);
    expect(usual.predict(X)).toEqual((await new LinearSVC().fit(X, y)).predict(X));
    expect(() => usual.predictProba(X)).toThrow("LinearSVC has no predictProba");
    expect(() => new FixedThresholdClassifier({ estimator: logistic(), threshold: NaN })).toThrow("threshold must be");
  });
});
