import {
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  ParameterError,
  SimpleImputer,
  StandardScaler,
} from "../data/index.ts";
import type { EstimatorJson } from "../data/index.ts";
import { AgglomerativeClustering } from "./agglomerative-clustering.ts";
import type { AnyEstimator } from "./any-estimator.ts";
import { ColumnTransformer } from "./compose/column-transformer.ts";
import { Pipeline } from "./compose/pipeline.ts";
import { KMeans } from "./k-means.ts";
import { KMedians } from "./k-medians.ts";
import { LinearRegression } from "./linear-regression.ts";
import { LogisticRegression } from "./logistic-regression.ts";
import {
  Conv1dClassifier,
  Conv1dRegressor,
  LstmClassifier,
  LstmRegressor,
  MLPClassifier,
  MLPRegressor,
} from "./network/index.ts";
import { PCA } from "./pca.ts";
import { Ridge } from "./ridge.ts";
import { SVC } from "./svc.ts";
import { DecisionTreeClassifier } from "./trees/decision-tree-classifier.ts";
import { DecisionTreeRegressor } from "./trees/decision-tree-regressor.ts";

/**
 * The estimator that `toJSON` described, of whatever class: `fromJSON(JSON.parse(text))`.
 * @throws ParameterError for a class that does not exist
 */
export function fromJSON(json: EstimatorJson): AnyEstimator {
  // Listed here and not above: pipelines import this module and are not there yet when it starts.
  const classes: Record<string, { fromJSON(json: EstimatorJson): AnyEstimator }> = {
    AgglomerativeClustering,
    ColumnTransformer,
    Conv1dClassifier,
    Conv1dRegressor,
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    KMeans,
    KMedians,
    LinearRegression,
    LogisticRegression,
    LstmClassifier,
    LstmRegressor,
    MLPClassifier,
    MLPRegressor,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    PCA,
    Pipeline,
    Ridge,
    SVC,
    SimpleImputer,
    StandardScaler,
  };
  if (!Object.hasOwn(classes, json.type)) {
    throw new ParameterError(`There is no estimator of class ${JSON.stringify(json.type)}.`);
  }
  return classes[json.type]!.fromJSON(json);
}
