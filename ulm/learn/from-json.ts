import {
  KBinsDiscretizer,
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  Passthrough,
  PolynomialFeatures,
  RobustScaler,
  SimpleImputer,
  StandardScaler,
  Winsorizer,
} from "../data/index.ts";
import { AgglomerativeClustering } from "./agglomerative-clustering.ts";
import { HistGradientBoostingClassifier } from "./boosting/hist-gradient-boosting-classifier.ts";
import { HistGradientBoostingRegressor } from "./boosting/hist-gradient-boosting-regressor.ts";
import { CalibratedClassifierCV } from "./calibration/calibrated-classifier-cv.ts";
import { IsotonicRegression } from "./calibration/isotonic-regression.ts";
import { ColumnTransformer } from "./compose/column-transformer.ts";
import { Pipeline } from "./compose/pipeline.ts";
import { fromJSON, registerEstimators } from "./estimator-classes.ts";
import { KMeans } from "./k-means.ts";
import { KMedians } from "./k-medians.ts";
import { LinearRegression } from "./linear-regression.ts";
import { LinearSVC } from "./linear-svc.ts";
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
import { PoissonRegressor } from "./poisson-regressor.ts";
import { Ridge } from "./ridge.ts";
import { GridSearchCV } from "./search/grid-search-cv.ts";
import { RandomizedSearchCV } from "./search/randomized-search-cv.ts";
import { FixedThresholdClassifier } from "./threshold/fixed-threshold-classifier.ts";
import { TunedThresholdClassifierCV } from "./threshold/tuned-threshold-classifier-cv.ts";
import { SVC } from "./svc.ts";
import { SVR } from "./svr.ts";
import { DecisionTreeClassifier } from "./trees/decision-tree-classifier.ts";
import { DecisionTreeRegressor } from "./trees/decision-tree-regressor.ts";
import { IsolationForest } from "./trees/isolation-forest.ts";
import { RandomForestClassifier } from "./trees/random-forest-classifier.ts";
import { RandomForestRegressor } from "./trees/random-forest-regressor.ts";

/** Every class of the library. Pipelines read their steps through the same register, which therefore cannot be in this module. */
registerEstimators({
  AgglomerativeClustering,
  CalibratedClassifierCV,
  ColumnTransformer,
  Conv1dClassifier,
  Conv1dRegressor,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  FixedThresholdClassifier,
  GridSearchCV,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  IsolationForest,
  IsotonicRegression,
  KBinsDiscretizer,
  KMeans,
  KMedians,
  LinearRegression,
  LinearSVC,
  LogisticRegression,
  LstmClassifier,
  LstmRegressor,
  MinMaxScaler,
  MLPClassifier,
  MLPRegressor,
  OneHotEncoder,
  OrdinalEncoder,
  Passthrough,
  PCA,
  Pipeline,
  PoissonRegressor,
  PolynomialFeatures,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomizedSearchCV,
  Ridge,
  RobustScaler,
  SimpleImputer,
  StandardScaler,
  SVC,
  TunedThresholdClassifierCV,
  SVR,
  Winsorizer,
});

export { fromJSON };
