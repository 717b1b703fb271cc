import { MinMaxScaler, OneHotEncoder, OrdinalEncoder, SimpleImputer, StandardScaler } from "ulm/data";
import {
  AgglomerativeClustering,
  ColumnTransformer,
  KMeans,
  KMedians,
  LinearRegression,
  LogisticRegression,
  PCA,
  Pipeline,
  Ridge,
  SVC,
} from "ulm/learn";
import { estimatorChecks } from "./estimator-checks.ts";

/** Every estimator, and every parameter that changes how one works, on one line. */
const classifier = { kind: "classifier" } as const;
estimatorChecks("LogisticRegression", () => new LogisticRegression(), classifier);
estimatorChecks("LogisticRegression with an L1 penalty", () => new LogisticRegression({ penalty: "l1" }), classifier);
estimatorChecks("LogisticRegression without penalty", () => new LogisticRegression({ penalty: "none" }), {
  ...classifier,
  constantColumn: "refused",
});
estimatorChecks("Pipeline of a classifier", () => scaled(new LogisticRegression()), classifier);
estimatorChecks("SVC", () => new SVC(), classifier);
estimatorChecks("SVC, linear, with probabilities", () => new SVC({ kernel: "linear", probability: true }), classifier);

const regressor = { kind: "regressor" } as const;
estimatorChecks("LinearRegression", () => new LinearRegression(), { ...regressor, constantColumn: "refused" });
estimatorChecks("Ridge", () => new Ridge(), { ...regressor, oneRow: "taken" });

const clusterer = { kind: "clusterer" } as const;
for (const linkage of ["ward", "average", "complete", "single"] as const) {
  const make = () => new AgglomerativeClustering({ linkage, nClusters: 3 });
  estimatorChecks(`AgglomerativeClustering by ${linkage} linkage`, make, clusterer);
}
estimatorChecks("KMeans", () => new KMeans({ nClusters: 4 }), clusterer);
estimatorChecks("KMedians", () => new KMedians({ nClusters: 3 }), clusterer);

const transformer = { kind: "transformer" } as const;
const categories = { ...transformer, text: "taken" } as const;
estimatorChecks("ColumnTransformer", () => forNumbers(new StandardScaler()), { ...categories, missing: "taken" });
estimatorChecks("MinMaxScaler", () => new MinMaxScaler(), { ...transformer, missing: "taken" });
estimatorChecks("OneHotEncoder", () => new OneHotEncoder({ handleUnknown: "ignore" }), categories);
estimatorChecks("OrdinalEncoder", () => new OrdinalEncoder(), { ...categories, missing: "taken" });
estimatorChecks("PCA", () => new PCA({ nComponents: 2 }), { ...transformer, oneRow: "refused" });
estimatorChecks("PCA whitened", () => new PCA({ whiten: true }), { ...transformer, oneRow: "refused" });
estimatorChecks("Pipeline of transformers", () => scaled(new MinMaxScaler()), { ...transformer, missing: "taken" });
estimatorChecks("SimpleImputer", () => new SimpleImputer(), { ...transformer, missing: "taken" });
estimatorChecks("SimpleImputer by median", () => new SimpleImputer({ strategy: "median" }), {
  ...transformer,
  missing: "taken",
});
estimatorChecks("StandardScaler", () => new StandardScaler(), { ...transformer, missing: "taken" });

function scaled(last: LogisticRegression | MinMaxScaler): Pipeline {
  return new Pipeline({
    steps: [
      ["scale", new StandardScaler()],
      ["last", last],
    ],
  });
}

function forNumbers(scaler: StandardScaler): ColumnTransformer {
  return new ColumnTransformer({ transformers: [["scale", scaler, "numbers"]], remainder: "passthrough" });
}
