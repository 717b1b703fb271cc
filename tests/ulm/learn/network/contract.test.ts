import {
  Conv1dClassifier,
  Conv1dRegressor,
  LstmClassifier,
  LstmRegressor,
  MLPClassifier,
  MLPRegressor,
} from "ulm/learn";
import { estimatorChecks } from "../estimator-checks.ts";

const quick = { maxIter: 15, learningRateInit: 0.05 };
estimatorChecks("MLPClassifier", () => new MLPClassifier({ ...quick, hiddenLayerSizes: [8] }), { kind: "classifier" });
estimatorChecks("MLPRegressor", () => new MLPRegressor({ ...quick, hiddenLayerSizes: [8] }), {
  kind: "regressor",
  oneRow: "taken",
});
const stopping = { ...quick, hiddenLayerSizes: [8], earlyStopping: true, validationFraction: 0.2 };
estimatorChecks("MLPClassifier that stops early", () => new MLPClassifier(stopping), { kind: "classifier" });
estimatorChecks("LstmClassifier", () => new LstmClassifier({ ...quick, units: 4, timeSteps: null }), {
  kind: "classifier",
});
estimatorChecks("LstmRegressor", () => new LstmRegressor({ ...quick, units: 4 }), {
  kind: "regressor",
  oneRow: "taken",
});
estimatorChecks("Conv1dClassifier", () => new Conv1dClassifier({ ...quick, filters: [8] }), { kind: "classifier" });
estimatorChecks("Conv1dRegressor", () => new Conv1dRegressor({ ...quick, filters: [8] }), {
  kind: "regressor",
  oneRow: "taken",
});
