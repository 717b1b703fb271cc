import { KMeans, KMedians, LogisticRegression } from "ulm/learn";
import { estimatorChecks } from "./estimator-checks.ts";

estimatorChecks("KMeans", () => new KMeans({ nClusters: 4 }), { kind: "unsupervised" });
estimatorChecks("KMedians", () => new KMedians({ nClusters: 3 }), { kind: "unsupervised" });
estimatorChecks("LogisticRegression", () => new LogisticRegression(), { kind: "classifier" });
estimatorChecks("LogisticRegression without penalty", () => new LogisticRegression({ penalty: "none" }), {
  kind: "classifier",
  constantColumn: "refused",
});
