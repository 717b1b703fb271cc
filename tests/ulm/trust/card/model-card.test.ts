import { createRandom, withTaskContext } from "ulm/compute";
import { display, NotFittedError, Snapshot, Table, trainTestSplit } from "ulm/data";
import {
  CalibratedClassifierCV,
  GridSearchCV,
  LinearRegression,
  LinearSVC,
  LogisticRegression,
  makePreprocessor,
  MLPClassifier,
  MLPRegressor,
  Pipeline,
  PoissonRegressor,
  rocAucScore,
  SVC,
  SVR,
  TimeSeriesSplit,
} from "ulm/learn";
import type { Column } from "ulm/data";
import { fairnessAudit, modelCard } from "ulm/trust";
import { describe, expect, it } from "vitest";

const random = createRandom(12);
const users = Table.fromObjects(
  Array.from({ length: 400 }, () => {
    const tenure = random.integer(48);
    const plan = ["basic", "plus"][random.integer(2)]!;
    const churn = random.random() < 1 / (1 + Math.exp(0.12 * tenure - 2 + (plan === "plus" ? 1 : 0))) ? "yes" : "no";
    return {
      tenure,
      plan,
      charge: random.integer(20) === 0 ? null : 20 + 60 * random.random(),
      gender: ["f", "m"][random.integer(2)]!,
      churn,
    };
  }),
);
const X = users.select("tenure", "plan", "charge");
const split = trainTestSplit(users, { testSize: 0.3, stratify: "churn", randomState: 4 });
const columns = ["tenure", "plan", "charge"];
const rows = {
  XTrain: split.train.select(columns),
  yTrain: split.train.column("churn"),
  XTest: split.test.select(columns),
  yTest: split.test.column("churn"),
};
const pipeline = (C = 1) =>
  new Pipeline({
    steps: [
      ["prepare", makePreprocessor()],
      ["model", new LogisticRegression({ C })],
    ],
  });

describe("modelCard", () => {
  it("gathers facts that are all computed from the model and the rows", async () => {
    const model = await pipeline().fit(rows.XTrain, rows.yTrain);
    const groups = { gender: split.test.column("gender") };
    const card = await modelCard(model, {
      ...rows,
      groups,
      purpose: { en: "Whom to call", "zh-CN": "联系哪些客户" },
      limits: ["Not for new countries"],
    });
    expect(card.fit).toMatchObject({ type: "Pipeline › LogisticRegression", converged: true, warnings: [] });
    expect([card.data.trainRows, card.data.testRows]).toEqual([280, 120]);
    expect(card.data.missing.map(({ column }) => column)).toEqual(["charge"]);
    expect(card.data.classes.map(({ train }) => train).reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    const auc = card.metrics[0]!;
    expect(auc.test.estimate).toBe(rocAucScore(rows.yTest, model.predictProba(rows.XTest), { positive: "yes" }));
    expect(auc.train).toBe(rocAucScore(rows.yTrain, model.predictProba(rows.XTrain), { positive: "yes" }));
    for (const { test } of card.metrics) {
      expect(test.lower).toBeLessThanOrEqual(test.estimate);
      expect(test.upper).toBeGreaterThanOrEqual(test.estimate);
    }
    const observed = rows.yTest.toArray().filter((label) => label === "yes").length / 120;
    expect(card.calibration!.observed).toBeCloseTo(observed, 12);
    expect(card.fairness.gender!.gaps).toEqual(
      fairnessAudit(rows.yTest, model.predict(rows.XTest), groups.gender, { positive: "yes" }).gaps,
    );
    // Nobody gives the answer away; by chance two users may be alike.
    for (const { en } of card.leakage) expect(en).toContain("are the same as a training row");
    expect(card.limits[0]!.en).toBe("Not for new countries");
    const html = String(card[display]()["text/html"]);
    for (const text of ["Whom to call", "联系哪些客户", "数据泄漏迹象", "期望校准误差", "局限", "Fairness: gender"]) {
      expect(html).toContain(text);
    }
    expect(card.toString()).toContain("area under the ROC curve | ROC 曲线下面积");
  });

  it("sees through searches and calibrations, and says what did not converge", async () => {
    const search = new GridSearchCV({ estimator: pipeline(), paramGrid: { model__C: [0.1, 1] }, cv: 3 });
    const found = await modelCard(await search.fit(rows.XTrain, rows.yTrain), { ...rows, nResamples: 50 });
    expect(found.fit.type).toBe("GridSearchCV › Pipeline › LogisticRegression");
    expect(found.fit.converged).toBe(true);
    const hasty = await new LogisticRegression({ maxIter: 1 }).fit(rows.XTrain.select("tenure"), rows.yTrain);
    const tenure = {
      ...rows,
      XTrain: rows.XTrain.select("tenure"),
      XTest: rows.XTest.select("tenure"),
      nResamples: 50,
    };
    const card = await modelCard(hasty, tenure);
    expect(card.fit.converged).toBe(false);
    expect(card.fit.warnings[0]!.en).toContain("has not converged");
    const html = String(card[display]()["text/html"]);
    expect(html).toContain('<span class="ulm-text" lang="zh-CN">1 次迭代后仍未收敛。');
    const calibrated = await new CalibratedClassifierCV({ estimator: pipeline(), cv: 3 }).fit(rows.XTrain, rows.yTrain);
    const { fit } = await modelCard(calibrated, { ...rows, nResamples: 50 });
    expect([fit.type, fit.converged]).toEqual(["CalibratedClassifierCV › Pipeline › LogisticRegression", true]);
  });

  it("says of every model that iterates whether it came to an end", async () => {
    const numbers = { XTrain: rows.XTrain.select("tenure"), XTest: rows.XTest.select("tenure") };
    const values = (labels: Column) => labels.toArray().map((label, row) => Number(label === "yes") + (row % 3));
    const classification = { ...numbers, yTrain: rows.yTrain, yTest: rows.yTest, nResamples: 50 };
    const regression = { ...numbers, yTrain: values(rows.yTrain), yTest: values(rows.yTest), nResamples: 50 };
    const [none, few] = [{ maxIter: 1 }, { maxIter: 1, hiddenLayerSizes: [2] }];
    const hasty = [LogisticRegression, LinearSVC, SVC].map((Kind) => new Kind(none));
    const cards = [
      ...[...hasty, new MLPClassifier(few)].map((model) => [model, classification] as const),
      ...[new PoissonRegressor(none), new SVR(none), new MLPRegressor(few)].map(
        (model) => [model, regression] as const,
      ),
    ];
    for (const [model, data] of cards) {
      const fitted = await model.fit(data.XTrain, data.yTrain);
      const { fit } = await modelCard(fitted, data);
      expect([fit.type, fit.converged]).toEqual([model.type, false]);
      expect(fit.warnings[0]!.en).toContain("has not converged after 1 iterations");
    }
  });

  it("warns of what gives the answer away, of shared rows, identifiers and later dates", async () => {
    const leaky = (table: Table) =>
      table
        .select("tenure")
        .withColumn(
          "refund",
          table
            .column("churn")
            .toArray()
            .map((label) => Number(label === "yes")),
        )
        .withColumn(
          "id",
          table.rows().map((_, row) => row),
        );
    const model = await new LogisticRegression().fit(leaky(split.train), rows.yTrain);
    const days = (table: Table) =>
      leaky(table).withColumn(
        "last",
        table.rows().map(() => new Date("2024-03-05")),
      );
    const instants = {
      observationStart: Date.UTC(2023, 0, 1),
      asOf: Date.UTC(2024, 2, 1),
      horizonStart: Date.UTC(2024, 2, 1),
      horizonEnd: Date.UTC(2024, 5, 1),
    };
    const snapshot = new Snapshot(X, X, instants);
    const asked = { ...rows, XTrain: leaky(split.train), XTest: leaky(split.test), nResamples: 50 };
    const card = await modelCard(model, asked);
    const said = card.leakage.map(({ en }) => en).join("\n");
    expect(said).toContain('Column "refund" alone nearly gives the answer away (AUC 1.0000');
    expect(said).toContain('Column "id" has another value in every row');
    expect(said).toMatch(/\d+ test rows \(\d+\.\d %\) are the same as a training row/);
    const dated = await new Pipeline({
      steps: [
        ["prepare", makePreprocessor()],
        ["model", new LogisticRegression()],
      ],
    }).fit(days(split.train), rows.yTrain);
    const withDates = await modelCard(dated, {
      ...rows,
      XTrain: days(split.train),
      XTest: days(split.test),
      snapshot,
      nResamples: 50,
    });
    expect(withDates.leakage.map(({ en }) => en).join("\n")).toContain(
      'Column "last" has 280 dates on or after 2024-03-01',
    );
    expect(withDates.data.spans.map(({ what }) => what)).toEqual(["features", "labels"]);
  });

  it("speaks of the class that is asked for, and of each step with its parameters", async () => {
    const model = await pipeline().fit(rows.XTrain, rows.yTrain);
    const groups = { gender: split.test.column("gender") };
    const card = await modelCard(model, { ...rows, groups, positive: "no", nResamples: 50 });
    expect(card.positive).toBe("no");
    const observed = rows.yTest.toArray().filter((label) => label === "no").length / 120;
    expect(card.calibration!.observed).toBeCloseTo(observed, 12);
    expect(card.fairness.gender!.positive).toBe("no");
    const yes = await modelCard(model, { ...rows, nResamples: 50 });
    // Which class is called positive changes nothing about the ranking of both.
    expect(card.metrics[0]!.test.estimate).toBeCloseTo(yes.metrics[0]!.test.estimate, 12);
    expect(card.metrics.at(-1)!.test.estimate).not.toBe(yes.metrics.at(-1)!.test.estimate);
    const shown = String(card[display]()["text/plain"]);
    expect(shown).toContain('prepare › numbers › impute  SimpleImputer(strategy = "median", fillValue = null');
    expect(shown).toContain('model  LogisticRegression(penalty = "l2", C = 1');
    expect(shown).toContain('Positive: "no". | ');
    const asked = modelCard(model, { ...rows, positive: "maybe", nResamples: 50 });
    await expect(asked).rejects.toThrow(
      'positive must be one of two classes of the model, not "maybe"; they are no, yes.',
    );
  });

  it("finds where the model has learnt nothing", async () => {
    const known = split.train.filter(({ tenure, plan }) => tenure < 24 && plan === "basic").select(columns);
    const y = split.train.filter(({ tenure, plan }) => tenure < 24 && plan === "basic").column("churn");
    const model = await pipeline().fit(known, y);
    const card = await modelCard(model, { ...rows, XTrain: known, yTrain: y, nResamples: 50 });
    const said = card.limits.map(({ en }) => en).join("\n");
    expect(said).toMatch(/\d+ test rows have "tenure" outside of what was learnt \(0 … 23\)/);
    expect(said).toMatch(/\d+ test rows have categories of "plan" that were not learnt/);
  });

  it("says which parts these rows do not allow, and gives the others", async () => {
    const model = await pipeline().fit(rows.XTrain, rows.yTrain);
    const staying = [...split.test.column("churn").toArray().keys()].filter((row) => rows.yTest.get(row) === "no");
    const some = split.test.take(staying);
    const card = await modelCard(model, {
      ...rows,
      XTest: some.select(columns),
      yTest: some.column("churn"),
      groups: {
        gender: some
          .column("gender")
          .toArray()
          .map((value, row) => (row === 0 ? null : value)) as string[],
      },
      nResamples: 50,
    });
    expect(card.metrics.map(({ name }) => name.en)).toEqual(expect.arrayContaining(["accuracy"]));
    const said = card.omitted.map(({ en }) => en);
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringContaining("area under the ROC curve: "),
        expect.stringContaining("Fairness: gender: "),
      ]),
    );
    expect(card[display]()["text/html"]).toContain("这些数据无法计算");
  });

  it("sees a text column that names the class, and a search's own folds", async () => {
    const told = (table: Table) =>
      table.select("tenure").withColumn(
        "status",
        table
          .column("churn")
          .toArray()
          .map((label) => (label === "yes" ? "cancelled" : "active")),
      );
    const search = new GridSearchCV({
      estimator: pipeline(),
      paramGrid: { model__C: [1] },
      cv: new TimeSeriesSplit({ nSplits: 3 }),
    });
    const leaky = { ...rows, XTrain: told(split.train), XTest: told(split.test), nResamples: 50 };
    const card = await modelCard(await search.fit(leaky.XTrain, leaky.yTrain), leaky);
    expect(card.leakage.map(({ en }) => en).join()).toContain('Column "status" alone nearly gives the answer away');
    expect(card.toString()).toContain("cv  TimeSeriesSplit(nSplits = 3");
  });

  it("serves regressions, and wants a fitted model", async () => {
    const target = (table: Table) => table.rows().map(({ tenure }) => 3 * tenure + 1);
    const numbers = { XTrain: split.train.select("tenure"), XTest: split.test.select("tenure") };
    const noise = createRandom(1);
    const noisy = (table: Table) => target(table).map((value) => value + 20 * noise.normal());
    const regression = { ...numbers, yTrain: noisy(split.train), yTest: noisy(split.test), nResamples: 50 };
    const card = await modelCard(await new LinearRegression().fit(numbers.XTrain, regression.yTrain), regression);
    expect(card.metrics.map(({ name }) => name.en)).toContain("root mean squared error");
    expect(card.calibration).toBeUndefined();
    await expect(modelCard(pipeline(), { ...rows, nResamples: 50 })).rejects.toThrow(NotFittedError);
    const context = { signal: AbortSignal.abort() };
    const model = await pipeline().fit(rows.XTrain, rows.yTrain);
    await expect(withTaskContext(context, () => modelCard(model, rows))).rejects.toThrow(/abort/i);
  });
});
