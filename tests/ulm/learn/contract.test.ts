import * as data from "ulm/data";
import * as learn from "ulm/learn";
import { describe, expect, it } from "vitest";
import { estimatorNames } from "../../../ulm/learn/estimator-classes.ts";
import { checkedTypes, estimatorChecks } from "./estimator-checks.ts";

/** Every estimator, and every parameter that changes how one works, on one line. */
const classifier = { kind: "classifier" } as const;
estimatorChecks(
  "CalibratedClassifierCV",
  () => new learn.CalibratedClassifierCV({ estimator: new learn.LogisticRegression() }),
  { ...classifier, repeatable: false },
);
// What is tried is looked at when it is tried.
const search = { repeatable: false, anyValue: ["errorScore", "paramGrid", "paramDistributions", "scoring"] };
estimatorChecks(
  "GridSearchCV",
  () => new learn.GridSearchCV({ estimator: new learn.LogisticRegression(), paramGrid: { C: [0.1, 1] } }),
  { ...classifier, ...search },
);
estimatorChecks(
  "RandomizedSearchCV",
  () =>
    new learn.RandomizedSearchCV({
      estimator: new learn.LogisticRegression(),
      paramDistributions: { C: [0.1, 1, 10] },
      nIter: 2,
    }),
  { ...classifier, ...search },
);
estimatorChecks(
  "GridSearchCV of a regression",
  () => new learn.GridSearchCV({ estimator: new learn.DecisionTreeRegressor(), paramGrid: { maxDepth: [1, 3] } }),
  { kind: "regressor", missing: "taken", ...search },
);
estimatorChecks(
  "FixedThresholdClassifier",
  () => new learn.FixedThresholdClassifier({ estimator: new learn.LogisticRegression(), threshold: 0.4 }),
  { ...classifier, repeatable: false, onlyTwoClasses: true },
);
estimatorChecks(
  "TunedThresholdClassifierCV",
  () => new learn.TunedThresholdClassifierCV({ estimator: new learn.LogisticRegression(), thresholds: 20 }),
  { ...classifier, repeatable: false, onlyTwoClasses: true },
);
estimatorChecks("LogisticRegression", () => new learn.LogisticRegression(), classifier);
estimatorChecks(
  "LogisticRegression with an L1 penalty",
  () => new learn.LogisticRegression({ penalty: "l1" }),
  classifier,
);
estimatorChecks("LogisticRegression without penalty", () => new learn.LogisticRegression({ penalty: "none" }), {
  ...classifier,
  constantColumn: "refused",
});
estimatorChecks("Pipeline of a classifier", () => scaled(new learn.LogisticRegression()), {
  ...classifier,
  repeatable: false,
});
estimatorChecks("SVC", () => new learn.SVC({ gamma: 0.3, tol: 1e-6 }), classifier);
estimatorChecks("LinearSVC", () => new learn.LinearSVC(), classifier);
estimatorChecks(
  "LinearSVC with hinge loss",
  () => new learn.LinearSVC({ loss: "hinge", tol: 1e-8, maxIter: 100_000 }),
  classifier,
);
estimatorChecks("SVC, linear, with probabilities", () => new learn.SVC({ kernel: "linear", probability: true }), {
  ...classifier,
  repeatable: false,
});

const trees = { ...classifier, missing: "taken" } as const;
const few = { nEstimators: 5 };
estimatorChecks("DecisionTreeClassifier", () => new learn.DecisionTreeClassifier(), trees);
estimatorChecks(
  "DecisionTreeClassifier by entropy, pruned",
  () => new learn.DecisionTreeClassifier({ criterion: "entropy", ccpAlpha: 0.01, classWeight: "balanced" }),
  trees,
);
estimatorChecks("HistGradientBoostingClassifier", () => new learn.HistGradientBoostingClassifier({ maxIter: 8 }), {
  ...trees,
  repeatable: false,
});
estimatorChecks(
  "HistGradientBoostingClassifier that stops early",
  () => new learn.HistGradientBoostingClassifier({ maxIter: 8, earlyStopping: true, minSamplesLeaf: 5 }),
  { ...trees, repeatable: false },
);
estimatorChecks("RandomForestClassifier", () => new learn.RandomForestClassifier(few), {
  ...trees,
  repeatable: false,
});

const regressor = { kind: "regressor" } as const;
estimatorChecks("SVR", () => new learn.SVR({ gamma: 0.3, tol: 1e-6 }), { ...regressor, oneRow: "taken" });
estimatorChecks("SVR, linear", () => new learn.SVR({ kernel: "linear", tol: 1e-6 }), { ...regressor, oneRow: "taken" });
const regression = { ...regressor, missing: "taken", oneRow: "taken" } as const;
estimatorChecks("DecisionTreeRegressor", () => new learn.DecisionTreeRegressor(), regression);
estimatorChecks(
  "DecisionTreeRegressor of few leaves",
  () => new learn.DecisionTreeRegressor({ maxLeafNodes: 6 }),
  regression,
);
estimatorChecks("HistGradientBoostingRegressor", () => new learn.HistGradientBoostingRegressor({ maxIter: 8 }), {
  ...regression,
  repeatable: false,
});
estimatorChecks("RandomForestRegressor", () => new learn.RandomForestRegressor(few), {
  ...regression,
  repeatable: false,
});
estimatorChecks("LinearRegression", () => new learn.LinearRegression(), {
  ...regressor,
  constantColumn: "refused",
});
estimatorChecks("IsotonicRegression", () => new learn.IsotonicRegression(), {
  ...regressor,
  columns: ["income"],
  oneRow: "taken",
});
estimatorChecks("PoissonRegressor", () => new learn.PoissonRegressor(), {
  ...regressor,
  values: "counts",
  oneRow: "taken",
});
estimatorChecks("PoissonRegressor without penalty", () => new learn.PoissonRegressor({ alpha: 0 }), {
  ...regressor,
  values: "counts",
  constantColumn: "refused",
});
estimatorChecks("Ridge", () => new learn.Ridge(), { ...regressor, oneRow: "taken" });

const detector = { kind: "outlierDetector" } as const;
estimatorChecks("IsolationForest", () => new learn.IsolationForest(few), detector);
estimatorChecks("IsolationForest, 1 in 10", () => new learn.IsolationForest({ ...few, contamination: 0.1 }), detector);

const clusterer = { kind: "clusterer" } as const;
for (const linkage of ["ward", "average", "complete", "single"] as const) {
  const make = () => new learn.AgglomerativeClustering({ linkage, nClusters: 3 });
  estimatorChecks(`AgglomerativeClustering by ${linkage} linkage`, make, clusterer);
}
estimatorChecks("KMeans", () => new learn.KMeans({ nClusters: 4 }), clusterer);
estimatorChecks("Pipeline of a clusterer", () => scaled(new learn.KMeans({ nClusters: 3 })), clusterer);
estimatorChecks("KMedians", () => new learn.KMedians({ nClusters: 3 }), clusterer);

const transformer = { kind: "transformer" } as const;
const withGaps = { ...transformer, missing: "taken" } as const;
const anyFill = { ...withGaps, anyValue: ["fillValue"] } as const;
const ofCategories = { ...transformer, text: "taken" } as const;
estimatorChecks("ColumnTransformer", () => forNumbers(new data.StandardScaler()), { ...withGaps, text: "taken" });
estimatorChecks("KBinsDiscretizer", () => new data.KBinsDiscretizer(), transformer);
estimatorChecks("MinMaxScaler", () => new data.MinMaxScaler(), withGaps);
estimatorChecks("OneHotEncoder", () => new data.OneHotEncoder({ handleUnknown: "ignore" }), ofCategories);
estimatorChecks("OrdinalEncoder", () => new data.OrdinalEncoder(), { ...withGaps, text: "taken" });
estimatorChecks("Passthrough", () => new data.Passthrough(), { ...withGaps, text: "taken" });
estimatorChecks("PCA", () => new learn.PCA({ nComponents: 2 }), { ...transformer, oneRow: "refused" });
estimatorChecks("PCA whitened", () => new learn.PCA({ whiten: true }), { ...transformer, oneRow: "refused" });
estimatorChecks("Pipeline of transformers", () => scaled(new data.MinMaxScaler()), withGaps);
estimatorChecks("PolynomialFeatures", () => new data.PolynomialFeatures(), transformer);
estimatorChecks("RobustScaler", () => new data.RobustScaler(), withGaps);
estimatorChecks("SimpleImputer", () => new data.SimpleImputer(), anyFill);
estimatorChecks("SimpleImputer by median", () => new data.SimpleImputer({ strategy: "median" }), anyFill);
estimatorChecks("SimpleImputer with indicator", () => new data.SimpleImputer({ addIndicator: true }), anyFill);
estimatorChecks("StandardScaler", () => new data.StandardScaler(), withGaps);
estimatorChecks("Winsorizer", () => new data.Winsorizer(), withGaps);

describe("the contract of every estimator", () => {
  it("is checked, here or, of networks, beside them", () => {
    const isNetwork = (name: string) => /^(MLP|Lstm|Conv1d)/.test(name);
    expect([...checkedTypes].sort()).toEqual(
      estimatorNames()
        .filter((name) => !isNetwork(name))
        .sort(),
    );
    const classes = Object.entries({ ...learn, ...data }).filter(
      ([name, value]) =>
        typeof value === "function" && value.prototype instanceof data.Estimator && !abstract.has(name),
    );
    expect(classes.map(([name]) => name).sort()).toEqual(estimatorNames().sort());
  });
});

/** What other estimators extend. */
const abstract = new Set(["MetaModel", "Transformer"]);

function scaled(last: learn.AnyEstimator): learn.Pipeline {
  return new learn.Pipeline({
    steps: [
      ["scale", new data.StandardScaler()],
      ["last", last],
    ],
  });
}

function forNumbers(scaler: learn.AnyTransformer): learn.ColumnTransformer {
  return new learn.ColumnTransformer({ transformers: [["scale", scaler, "numbers"]], remainder: "passthrough" });
}

describe("classWeight", () => {
  const classifiers = [
    ...[learn.LogisticRegression, learn.SVC, learn.LinearSVC, learn.DecisionTreeClassifier],
    ...[learn.RandomForestClassifier, learn.HistGradientBoostingClassifier],
    ...[learn.MLPClassifier, learn.LstmClassifier, learn.Conv1dClassifier],
  ];

  it.each(classifiers)("of %o is checked when the model is made", (Classifier) => {
    const make = (classWeight: unknown) => () => new Classifier({ classWeight: classWeight as null });
    for (const nonsense of [5, true, "balance", [3, 1], () => 1]) {
      expect(make(nonsense)).toThrow(
        /classWeight must be "balanced", an object of weights by label, or null, not .+\./,
      );
    }
    for (const weight of ["3", 0, -1, NaN, Infinity]) {
      expect(make({ a: 2, b: weight })).toThrow('the weight of class "b" must be positive, not ');
    }
  });
});
