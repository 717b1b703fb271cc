import { LogisticRegression } from "ulm/learn";
import { estimatorChecks } from "./estimator-checks.ts";

estimatorChecks("LogisticRegression", () => new LogisticRegression(), { kind: "classifier" });
estimatorChecks("LogisticRegression without penalty", () => new LogisticRegression({ penalty: "none" }), {
  kind: "classifier",
  constantColumn: "refused",
});
