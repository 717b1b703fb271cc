import { withTaskContext } from "ulm/compute";
import { display, Matrix, Table } from "ulm/data";
import {
  crossValidate,
  crossValPredict,
  GroupKFold,
  learningCurve,
  LogisticRegression,
  StratifiedKFold,
  TimeSeriesSplit,
  validationCurve,
} from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/validation.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const { y } = fixtures;
const cv = new StratifiedKFold({ nSplits: 4 });

describe("cross-validation, as in scikit-learn", () => {
  it("crossValidate: several scores, on test and training rows", async () => {
    const result = await crossValidate(new LogisticRegression(), X, y, {
      cv,
      scoring: ["rocAuc", "accuracy"],
      returnTrainScore: true,
      returnEstimator: true,
    });
    const { test_roc_auc, train_roc_auc, test_accuracy } = fixtures.validated;
    result.test.rocAuc!.scores.forEach((score, fold) => expect(score).toBeCloseTo(test_roc_auc[fold]!, 12));
    result.train.rocAuc!.scores.forEach((score, fold) => expect(score).toBeCloseTo(train_roc_auc[fold]!, 12));
    expect(result.test.accuracy!.scores).toEqual(test_accuracy);
    expect(result.models).toHaveLength(4);
    expect(result.toTable().columnNames).toContain("trainMean");
    expect(result[display]()["text/html"]).toContain("交叉验证");
  });

  it("crossValidate takes functions by name", async () => {
    const result = await crossValidate(new LogisticRegression(), X, y, {
      cv,
      scoring: { size: (_model, rows) => (rows as Matrix).rows },
    });
    expect(result.test.size!.scores).toEqual([30, 30, 30, 30]);
    expect(result.train).toEqual({});
  });

  it("crossValPredict: no row by a model that has seen it", async () => {
    const probabilities = await crossValPredict(new LogisticRegression(), X, y, { cv, method: "predictProba" });
    expect(probabilities.rows).toBe(120);
    fixtures.predicted.flat().forEach((share, index) => expect(probabilities.data[index]).toBeCloseTo(share, 8));
    const labels = await crossValPredict(new LogisticRegression(), X, y, { cv });
    expect(labels).toEqual(Array.from({ length: 120 }, (_, row) => Number(probabilities.get(row, 1) > 0.5)));
    const inTime = crossValPredict(new LogisticRegression(), X, y, { cv: new TimeSeriesSplit() });
    await expect(inTime).rejects.toThrow("tests row 0 0 times");
  });

  it("keeps groups together", async () => {
    const groups = y.map((_, row) => `customer ${row % 6}`);
    const seen: Set<string>[] = [];
    const table = Table.fromMatrix(X).withColumn(
      "row",
      y.map((_, row) => row),
    );
    await crossValidate(new LogisticRegression(), table, y, {
      cv: new GroupKFold({ nSplits: 3 }),
      groups,
      scoring: {
        groups: (_model, part) =>
          seen.push(
            new Set(
              (part as Table)
                .column("row")
                .toArray()
                .map((row) => groups[row as number]!),
            ),
          ),
      },
    });
    expect(seen.map((names) => names.size)).toEqual([2, 2, 2]);
    expect(new Set(seen.flatMap((names) => [...names])).size).toBe(6);
  });
});

describe("score curves", () => {
  it("learningCurve: more rows, and the last point is plain cross-validation", async () => {
    const curve = await learningCurve(new LogisticRegression(), X, y, {
      cv,
      scoring: "rocAuc",
      trainSizes: [0.2, 45, 1],
    });
    expect(curve.points.map(({ x }) => x)).toEqual([18, 45, 90]);
    curve.points[2]!.test.scores.forEach((score, fold) => {
      expect(score).toBeCloseTo(fixtures.validated.test_roc_auc[fold]!, 12);
    });
    expect(curve.toTable().columnNames[0]).toBe("Training rows");
    expect(curve[display]()["text/html"]).toContain("训练行数");
    const tooMany = learningCurve(new LogisticRegression(), X, y, { cv, trainSizes: [91] });
    await expect(tooMany).rejects.toThrow("91 is no share up to 1 and no number of rows from 1 to 90");
  });

  it("validationCurve: scores by the value of a parameter", async () => {
    const options = { cv, scoring: "negLogLoss", param: "C", values: [0.01, 0.1, 1, 10] } as const;
    const curve = await validationCurve(new LogisticRegression(), X, y, options);
    const means = fixtures.search.means.filter((_, index) => fixtures.search.params[index]!.fitIntercept);
    curve.points.forEach(({ test }, index) => expect(test.mean).toBeCloseTo(means[index]!, 9));
    expect(curve.best).toBe(fixtures.search.best.C);
    const unknown = validationCurve(new LogisticRegression(), X, y, { param: "c", values: [1] });
    await expect(unknown).rejects.toThrow('no parameter "c"');
  });

  it("can be called off, and report how far they are", async () => {
    const controller = new AbortController();
    const labels = new Set<string>();
    const onProgress = (done: number, total: number, label: string) => {
      labels.add(`${label} of ${total}`);
      if (done === 5) controller.abort();
    };
    const task = () => learningCurve(new LogisticRegression(), X, y, { cv });
    await expect(withTaskContext({ signal: controller.signal, onProgress }, task)).rejects.toThrow(/abort/i);
    expect([...labels]).toEqual(["Score curve of 20"]);
  });
});
