import { createRandom } from "ulm/compute";
import * as data from "ulm/data";
import type { EstimatorJson } from "ulm/data";
import * as learn from "ulm/learn";
import { beforeAll, describe, expect, it, vi } from "vitest";

const random = createRandom(11);
const names = ["age", "income", "debt"];
const rows = Array.from({ length: 40 }, () => names.map(() => random.normal()));
const numbers = rows.map(([a, b]) => a! - b!);
const classes = numbers.map((value) => (value > 0.7 ? "high" : value < -0.7 ? "low" : "middle"));
const counts = numbers.map((value) => Math.round(Math.exp(value)));
const table = data.Table.fromMatrix(data.Matrix.fromRows(rows, names));
const few = { nEstimators: 3 };
const small = { hiddenLayerSizes: [3], maxIter: 2 };

type Saved = { readonly json: EstimatorJson; readonly X: data.Features };
const saved = new Map<string, Saved>();

async function save(title: string, model: unknown, y: data.Labels = classes, X: data.Features = table): Promise<void> {
  const subject = model as learn.Model;
  await subject.fit(X, y);
  saved.set(title, { json: JSON.parse(JSON.stringify(subject)) as EstimatorJson, X });
}

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const pipeline = new learn.Pipeline({
    steps: [
      ["scale", new data.StandardScaler()],
      ["model", new learn.LogisticRegression()],
    ],
  });
  const transformers = new learn.ColumnTransformer({
    transformers: [
      ["scale", new data.MinMaxScaler(), ["age"]],
      ["out", "drop", ["debt"]],
    ],
    remainder: "passthrough",
  });
  for (const classifier of [
    new learn.LogisticRegression(),
    new learn.LinearSVC(),
    new learn.SVC({ probability: true }),
    new learn.DecisionTreeClassifier(),
    new learn.RandomForestClassifier(few),
    new learn.HistGradientBoostingClassifier({ maxIter: 3 }),
    new learn.MLPClassifier(small),
    new learn.CalibratedClassifierCV({ estimator: new learn.LinearSVC(), cv: 2 }),
    new learn.CalibratedClassifierCV({ estimator: new learn.LinearSVC(), cv: 2, method: "isotonic" }),
    new learn.GridSearchCV({ estimator: pipeline, paramGrid: { scale: ["passthrough"], model__C: [1, 2] }, cv: 2 }),
    new learn.RandomizedSearchCV({
      estimator: new learn.DecisionTreeClassifier(),
      paramDistributions: { maxDepth: [1, 2, 3] },
      ...{ nIter: 2, cv: 2 },
    }),
    pipeline,
    new learn.KMeans({ nClusters: 3 }),
    new learn.KMedians({ nClusters: 3 }),
    new learn.AgglomerativeClustering({ nClusters: 3 }),
    new learn.IsolationForest(few),
    new learn.PCA({ nComponents: 2 }),
    transformers,
    new data.Passthrough(),
    new data.StandardScaler(),
    new data.MinMaxScaler(),
    new data.RobustScaler(),
    new data.KBinsDiscretizer(),
    new data.OneHotEncoder({ handleUnknown: "ignore" }),
    new data.OrdinalEncoder(),
    new data.PolynomialFeatures(),
    new data.SimpleImputer({ addIndicator: true }),
    new data.Winsorizer(),
  ]) {
    await save(`${classifier.type} ${saved.size}`, classifier);
  }
  for (const regressor of [
    new learn.LinearRegression(),
    new learn.Ridge(),
    new learn.SVR(),
    new learn.DecisionTreeRegressor(),
    new learn.RandomForestRegressor(few),
    new learn.HistGradientBoostingRegressor({ maxIter: 3 }),
    new learn.MLPRegressor(small),
    new learn.LstmRegressor({ timeSteps: 3, units: 2, maxIter: 2 }),
    new learn.Conv1dRegressor({ timeSteps: 3, filters: [2], maxIter: 2 }),
  ]) {
    await save(`${regressor.type} ${saved.size}`, regressor, numbers);
  }
  await save("PoissonRegressor", new learn.PoissonRegressor(), counts);
  await save("IsotonicRegression", new learn.IsotonicRegression(), numbers, table.select(["age"]));
});

/** Changes one thing somewhere inside: what stands there, how much stands there, or whether it does. */
function mutate(json: EstimatorJson): string {
  const paths: { readonly holder: Record<string, unknown>; readonly key: string; readonly path: string }[] = [];
  const collect = (holder: object, path: string) => {
    // Of long lists some are enough.
    const keys = Object.keys(holder);
    for (const key of keys.length > 12 ? [keys[0]!, keys[random.integer(keys.length)]!, keys.at(-1)!] : keys) {
      const inner: unknown = (holder as Record<string, unknown>)[key];
      paths.push({ holder: holder as Record<string, unknown>, key, path: `${path}.${key}` });
      if (typeof inner === "object" && inner !== null) collect(inner, `${path}.${key}`);
    }
  };
  collect(json, "");
  const { holder, key, path } = paths[random.integer(paths.length)]!;
  const values = [null, 0, -1, 1, 1e9, 0.5, "", "text", true, [], {}, [[]], [1, 2], { type: "PCA", params: {} }];
  const choice = random.integer(values.length + 3);
  const value = holder[key];
  if (choice < values.length) holder[key] = values[choice];
  else if (choice === values.length && Array.isArray(value) && value.length > 0) value.pop();
  else if (choice === values.length + 1 && Array.isArray(value)) value.push(value[0] ?? 1);
  else delete holder[key];
  return `${path} is ${JSON.stringify(holder[key])}`;
}

/** Everything it says of some rows, or what its class calls wrong. */
function ask(json: EstimatorJson, X: data.Features): unknown[] {
  const model = learn.fromJSON(json) as unknown as Record<string, ((X: data.Features) => unknown) | undefined>;
  if (!(model as unknown as learn.Model).isFitted) return [];
  const said = ["predict", "predictProba", "decisionFunction", "transform", "scoreSamples"].map((method) => {
    if (typeof model[method] !== "function") return undefined;
    try {
      return model[method](X);
    } catch (error) {
      if (!isDesigned(error)) throw error;
      return error;
    }
  });
  return [...said, String(model)];
}

function isDesigned(error: unknown): boolean {
  const { name } = error as Error;
  return ["ParameterError", "FeatureError", "TableError", "NotFittedError"].includes(name);
}

describe("JSON that is damaged", () => {
  it("makes a model that answers, or an error that says what is wrong", () => {
    const surprises: string[] = [];
    let refused = 0;
    for (const [title, { json, X }] of saved) {
      for (let round = 0; round < 60; round++) {
        const copy = structuredClone(json);
        const change = mutate(copy);
        try {
          ask(copy, X);
        } catch (error) {
          if (isDesigned(error)) refused++;
          else surprises.push(`${title}: ${change}: ${(error as Error).stack?.split("\n").slice(0, 3).join(" ")}`);
        }
      }
    }
    expect(surprises).toEqual([]);
    expect(refused).toBeGreaterThan(saved.size * 10);
  });

  it("is no surprise where nothing was changed", () => {
    for (const [, { json, X }] of saved) expect(() => ask(json, X)).not.toThrow();
  });

  it.each([
    null,
    undefined,
    3,
    "text",
    [],
    {},
    { type: "PCA" },
    { type: "PCA", params: null },
    { type: 1, params: {} },
  ])("is not taken for an estimator: %j", (json) => {
    expect(() => learn.fromJSON(json as never)).toThrow(
      /An estimator in JSON is an object with its type and params, not/,
    );
    expect(() => learn.PCA.fromJSON(json as never)).toThrow(data.ParameterError);
  });

  it("does not send trees round in circles, or to columns that are not there", () => {
    const { json } = [...saved].find(([title]) => title.startsWith("DecisionTreeClassifier"))![1];
    const changed = (change: (tree: Record<string, number[]>) => void) => {
      const copy = structuredClone(json) as { state: { tree: Record<string, number[]> } };
      change(copy.state.tree);
      return () => learn.fromJSON(copy as never);
    };
    expect(changed((tree) => (tree.right![0] = 0))).toThrow("state.tree.right[0] is not where the right child stands");
    expect(changed((tree) => (tree.right![0] = -1))).toThrow("state.tree.right leaves nodes that no question leads to");
    expect(changed((tree) => tree.feature!.pop())).toThrow(
      /state.tree.feature has \d+ values, but there are \d+ nodes/,
    );
    expect(changed((tree) => (tree.feature![0] = 99))).toThrow(
      "state.tree.feature[0] is not the number of one of the columns",
    );
    expect(changed((tree) => tree.value!.pop())).toThrow("not 3 for each node");
    const empty = { ...json, state: {} };
    expect(() => learn.fromJSON(empty)).toThrow(
      "This JSON of a DecisionTreeClassifier is damaged: state has no featureNames",
    );
  });
});
