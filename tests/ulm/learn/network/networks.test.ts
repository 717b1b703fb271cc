import { createRandom } from "ulm/compute";
import { Matrix, ParameterError } from "ulm/data";
import {
  Conv1dClassifier,
  FeatureError,
  LogisticRegression,
  LstmClassifier,
  LstmRegressor,
  MLPClassifier,
  MLPRegressor,
  trainNetworksWith,
} from "ulm/learn";
import { loadTensorflow } from "ulm/tensorflow";
import { beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));

/** Rows of normal features; classes by a noisy linear rule. */
function makeRows(count: number, columns: number, seed: number): { X: Matrix; y: number[] } {
  const random = createRandom(seed);
  const data = Float64Array.from({ length: count * columns }, () => random.normal());
  const X = new Matrix(data, count, columns);
  const y = Array.from({ length: count }, (_, row) => Number(X.get(row, 0) - X.get(row, 1) + random.normal() > 0.5));
  return { X, y };
}

describe("MLPClassifier", () => {
  it("without hidden layers is a logistic regression with the same penalty", async () => {
    const { X, y } = makeRows(200, 3, 1);
    const alpha = 2;
    const network = await new MLPClassifier({
      ...{
        hiddenLayerSizes: [],
        alpha,
        solver: "sgd",
        learningRateInit: 0.5,
        maxIter: 400,
        tol: 0,
        nIterNoChange: 400,
      },
    }).fit(X, y);
    // Both minimise Σ log-loss + alpha / 2 · Σ β², the network divided by the number of rows.
    const regression = await new LogisticRegression({ C: 1 / alpha }).fit(X, y);
    const [kernel, bias] = network.network.weights[0]!;
    kernel!.values.forEach((value, index) => expect(value).toBeCloseTo(regression.coef[0]![index]!, 4));
    expect(bias!.values[0]).toBeCloseTo(regression.intercept[0]!, 4);
  });

  it("learns what no line separates", async () => {
    const random = createRandom(2);
    const rows = Array.from({ length: 400 }, () => [2 * random.random() - 1, 2 * random.random() - 1]);
    const y = rows.map(([a, b]) => (a! * b! > 0 ? "same" : "different"));
    const model = await new MLPClassifier({ hiddenLayerSizes: [16], learningRateInit: 0.02 }).fit(rows, y);
    expect(model.score(rows, y)).toBeGreaterThan(0.95);
    expect(model.lossCurve.at(-1)!).toBeLessThan(model.lossCurve[0]! / 3);
    expect(model.lossCurve).toHaveLength(model.nIter);
  });

  it("lets a class count as much as its weight says", async () => {
    const { X, y } = makeRows(300, 2, 3);
    const params = { hiddenLayerSizes: [], batchSize: 600, solver: "sgd", learningRateInit: 0.5, alpha: 0 } as const;
    const weighted = await new MLPClassifier({ ...params, classWeight: { 1: 2 } }).fit(X, y);
    const twice = [...y.keys(), ...[...y.keys()].filter((row) => y[row] === 1)];
    const repeated = await new MLPClassifier(params).fit(
      X.take(twice),
      twice.map((row) => y[row]!),
    );
    const probabilities = repeated.predictProba(X).data;
    weighted.predictProba(X).data.forEach((value, index) => expect(value).toBeCloseTo(probabilities[index]!, 3));
  });

  it("keeps the network that was best on held-out rows", async () => {
    const { X, y } = makeRows(120, 5, 4);
    const model = await new MLPClassifier({
      ...{ hiddenLayerSizes: [64], learningRateInit: 0.05, earlyStopping: true, validationFraction: 0.3 },
    }).fit(X, y);
    expect(model.validationScores).toHaveLength(model.nIter);
    expect(model.converged).toBe(true);
    expect(model.nIter).toBeLessThan(200);
    const last = await new MLPClassifier({ ...model.getParams(), maxIter: model.nIter, nIterNoChange: 500 }).fit(X, y);
    expect(last.validationScores).toEqual(model.validationScores);
    const best = model.validationScores.indexOf(Math.max(...model.validationScores));
    const stopped = await new MLPClassifier({ ...model.getParams(), maxIter: best + 1, nIterNoChange: 500 }).fit(X, y);
    expect(model.network).toEqual(stopped.network);
  });

  it("says when it was stopped too soon", async () => {
    const { X, y } = makeRows(50, 2, 5);
    const model = await new MLPClassifier({ maxIter: 2 }).fit(X, y);
    expect(model.converged).toBe(false);
    const en =
      "it has not converged after 2 iterations. Raise maxIter, or learningRateInit: the loss was still falling.";
    const chinese = "2 次迭代后仍未收敛。请增大 maxIter，或 learningRateInit：损失仍在下降。";
    expect(model.warnings).toEqual([{ en, "zh-CN": chinese }]);
    expect(console.warn).toHaveBeenCalledWith(`MLPClassifier: ${en} | ${chinese}`);
  });

  it.each([
    [{ hiddenLayerSizes: [10, 0] }, "hiddenLayerSizes must be a list of whole numbers from 1, not [10,0]"],
    [{ activation: "selu" as never }, 'activation must be "identity", "logistic", "tanh" or "relu", not "selu"'],
    [{ solver: "lbfgs" as never }, 'solver must be "adam" or "sgd", not "lbfgs"'],
    [{ batchSize: 0 }, 'batchSize must be a whole number from 1, or "auto", not 0'],
    [{ validationFraction: 1 }, "validationFraction must be above 0 and below 1, not 1"],
  ])("refuses %j", (params, message) => {
    expect(() => new MLPClassifier(params)).toThrow(new ParameterError(`MLPClassifier: ${message}.`));
  });
});

describe("MLPRegressor", () => {
  it("learns a curve", async () => {
    const random = createRandom(6);
    const rows = Array.from({ length: 300 }, () => [4 * random.random() - 2]);
    const y = rows.map(([x]) => Math.sin(2 * x!));
    const model = await new MLPRegressor({
      ...{ hiddenLayerSizes: [32], activation: "tanh", learningRateInit: 0.02, tol: 1e-5 },
    }).fit(rows, y);
    expect(model.score(rows, y)).toBeGreaterThan(0.98);
  });
});

/** Sequences of one feature in which only the order tells the classes apart: a peak early or late. */
function peaks(count: number, seed: number): { X: number[][]; y: string[] } {
  const random = createRandom(seed);
  const y = Array.from({ length: count }, () => (random.random() < 0.5 ? "early" : "late"));
  const X = y.map((label) => {
    const row = Array.from({ length: 8 }, () => 0.3 * random.normal());
    row[(label === "early" ? 0 : 4) + random.integer(4)]! += 2;
    return row;
  });
  return { X, y };
}

describe("LstmClassifier", () => {
  it("learns from the order of steps", async () => {
    const train = peaks(200, 7);
    const test = peaks(200, 8);
    const model = await new LstmClassifier({ units: 8, maxIter: 60, learningRateInit: 0.03 }).fit(train.X, train.y);
    expect(model.score(test.X, test.y)).toBeGreaterThan(0.95);
  });

  it("says which widths can be split into steps", async () => {
    const { X, y } = peaks(10, 9);
    await expect(new LstmClassifier({ timeSteps: 3 }).fit(X, y)).rejects.toThrow(
      new FeatureError(
        "LstmClassifier: X has 8 columns, which cannot be split into 3 time steps of as many features each.",
      ),
    );
  });
});

describe("LstmRegressor", () => {
  it("takes several features a step", async () => {
    const random = createRandom(10);
    const X = Array.from({ length: 200 }, () => Array.from({ length: 8 }, () => random.normal()));
    // Step 3 of four, second feature.
    const y = X.map((row) => row[7]! + 0.5 * row[6]!);
    const model = await new LstmRegressor({ timeSteps: 4, units: 8, maxIter: 60, learningRateInit: 0.03 }).fit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(0.9);
  });
});

describe("Conv1dClassifier", () => {
  it("finds a pattern wherever it stands", async () => {
    const make = (seed: number) => {
      const random = createRandom(seed);
      const y = Array.from({ length: 300 }, () => Number(random.random() < 0.5));
      const X = y.map((label) => {
        const row = Array.from({ length: 12 }, () => 0.3 * random.normal());
        const at = random.integer(10);
        [2, -2, 2].forEach((value, step) => (row[at + step]! += label === 1 ? value : -value));
        return row;
      });
      return { X, y };
    };
    const train = make(11);
    const test = make(12);
    const model = await new Conv1dClassifier({ filters: [8], maxIter: 40 }).fit(train.X, train.y);
    expect(model.score(test.X, test.y)).toBeGreaterThan(0.95);
  });
});

describe("a trained network", () => {
  it("becomes a model of TensorFlow.js, which can be saved and loaded", async () => {
    const tf = await loadTensorflow();
    const { X, y } = makeRows(60, 6, 13);
    const network = await new LstmClassifier({ units: 5, timeSteps: 3, maxIter: 5 }).fit(X, y);
    const model = network.toTensorflow(tf);
    let saved: Parameters<Parameters<typeof tf.io.withSaveHandler>[0]>[0] | undefined;
    await model.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } });
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    const logits = network.decisionFunction(X).data;
    for (const each of [model, loaded]) {
      const answers = each.predict(tf.tensor2d([...X.data], [60, 6])) as ReturnType<typeof tf.tensor>;
      answers.dataSync().forEach((value, row) => expect(value).toBeCloseTo(logits[row]!, 5));
    }
  });

  it("is nearly the same whoever trained it", async () => {
    const { X, y } = makeRows(150, 8, 14);
    for (const model of [
      new MLPClassifier({ hiddenLayerSizes: [12, 6], maxIter: 10 }),
      new LstmRegressor({ units: 6, maxIter: 3, alpha: 0.1 }),
      new Conv1dClassifier({ filters: [6, 5], kernelSize: 4, activation: "tanh", maxIter: 3 }),
    ]) {
      const own = await model.fit(X, y);
      trainNetworksWith("tensorflow");
      const other = await own
        .clone()
        .fit(X, y)
        .finally(() => trainNetworksWith("kernels"));
      own.lossCurve.forEach((loss, epoch) => expect(loss).toBeCloseTo(other.lossCurve[epoch]!, 3));
    }
  });

  it("refuses trainers that there are not", () => {
    expect(() => trainNetworksWith("torch" as never)).toThrow(
      new ParameterError('trainNetworksWith: trainer must be "kernels" or "tensorflow", not "torch".'),
    );
  });
});
