import {
  Conv1dClassifier,
  Conv1dRegressor,
  LstmClassifier,
  LstmRegressor,
  MLPClassifier,
  MLPRegressor,
} from "ulm/learn";
import { expect, it } from "vitest";
import { estimatorNames } from "../../../../ulm/learn/estimator-classes.ts";
import { checkedTypes, estimatorChecks } from "../estimator-checks.ts";

/** Batches count rows. */
const classifier = { kind: "classifier", repeatable: false } as const;
const regressor = { kind: "regressor", oneRow: "taken", repeatable: false } as const;
const quick = { maxIter: 15, learningRateInit: 0.05 };
estimatorChecks("MLPClassifier", () => new MLPClassifier({ ...quick, hiddenLayerSizes: [8] }), classifier);
estimatorChecks("MLPRegressor", () => new MLPRegressor({ ...quick, hiddenLayerSizes: [8] }), regressor);
const stopping = { ...quick, hiddenLayerSizes: [8], earlyStopping: true, validationFraction: 0.2 };
estimatorChecks("MLPClassifier that stops early", () => new MLPClassifier(stopping), classifier);
estimatorChecks("LstmClassifier", () => new LstmClassifier({ ...quick, units: 4, timeSteps: null }), classifier);
estimatorChecks("LstmRegressor", () => new LstmRegressor({ ...quick, units: 4 }), regressor);
estimatorChecks("Conv1dClassifier", () => new Conv1dClassifier({ ...quick, filters: [8] }), classifier);
estimatorChecks("Conv1dRegressor", () => new Conv1dRegressor({ ...quick, filters: [8] }), regressor);

it("checks every network", () => {
  expect([...checkedTypes].sort()).toEqual(
    estimatorNames()
      .filter((name) => /^(MLP|Lstm|Conv1d)/.test(name))
      .sort(),
  );
});
