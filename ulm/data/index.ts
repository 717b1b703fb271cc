/** Tables: read, clean, transform, split. This is the platform-neutral core; `ulm/data` in Node adds files. */
export { bilingualHtml, bilingualPlain } from "./bilingual-html.ts";
export type { BilingualText } from "./bilingual-html.ts";
export { bilingualLine } from "./bilingual-line.ts";
export { bilingualTable } from "./bilingual-table.ts";
export type { CellValue, ColumnType } from "./cell-value.ts";
export { badValueError, checkColumns, FeatureError } from "./check-columns.ts";
export type { ColumnNeeds } from "./check-columns.ts";
export { Column } from "./column.ts";
export { dropDuplicates } from "./clean/drop-duplicates.ts";
export { dropMissing } from "./clean/drop-missing.ts";
export { impute } from "./clean/impute.ts";
export { clipOutliers, detectOutliers } from "./clean/outliers.ts";
export type { OutlierBounds, OutlierMethod, OutlierOptions } from "./clean/outliers.ts";
export { SimpleImputer } from "./clean/simple-imputer.ts";
export type { ImputeStrategy } from "./clean/simple-imputer.ts";
export { Passthrough } from "./transform/passthrough.ts";
export { Winsorizer } from "./clean/winsorizer.ts";
export {
  AmbiguousDateError,
  EmptyFileError,
  EncodingError,
  HeaderError,
  JsonError,
  QuoteError,
  RaggedRowError,
  ReadError,
  ValueTypeError,
} from "./read/read-error.ts";
export type { CsvOptions, ValueOptions } from "./read/csv-options.ts";
export type { ColumnDescription } from "./describe-columns.ts";
export { spokenValue } from "./spoken-value.ts";
export { display } from "./display.ts";
export type { DisplayBundle } from "./display.ts";
export { escapeHtml } from "./escape-html.ts";
export { Estimator, NotFittedError, ParameterError, splitChanges, UnknownParameterError } from "./estimator.ts";
export type { EstimatorJson, EstimatorKind, ParameterChanges } from "./estimator.ts";
export { countRows, named, takeFeatures, takeRows, toMatrix, toTable } from "./features.ts";
export type { Features } from "./features.ts";
export { takeLabels, toLabels, uniqueLabels } from "./labels.ts";
export type { Label, Labels } from "./labels.ts";
export { addSessions, sessions } from "./log/sessions.ts";
export type { SessionOptions } from "./log/sessions.ts";
export { Matrix } from "./matrix.ts";
export type { MatrixLike } from "./matrix.ts";
export {
  between,
  checkParameters,
  finite,
  flag,
  notNegative,
  oneOf,
  orNull,
  positive,
  seed,
  wholeNumber,
} from "./parameter-rules.ts";
export type { ParameterRule } from "./parameter-rules.ts";
export { parseCsv } from "./read/parse-csv.ts";
export { parseJson } from "./read/parse-json.ts";
export { detectPersonalData } from "./personal/detect-personal-data.ts";
export type { PersonalDataFinding } from "./personal/detect-personal-data.ts";
export { isResidentId } from "./personal/is-resident-id.ts";
export type { PersonalDataKind } from "./personal/personal-data-kind.ts";
export { quantile } from "./quantile.ts";
export { ReadReport } from "./read-report.ts";
export type { ColumnReport, DroppedLine, ReadFacts } from "./read-report.ts";
export { checkPurchases, PurchaseCheck } from "./roles/purchase-check.ts";
export type { PurchaseCheckOptions, PurchaseFacts } from "./roles/purchase-check.ts";
export type { Role, RoledTable, RoleMap } from "./roles/role-map.ts";
export { roles, Roles } from "./roles/roles.ts";
export type { RoleFinding } from "./roles/roles.ts";
export { Snapshot, snapshot } from "./snapshot/snapshot.ts";
export type { SnapshotOptions, SnapshotTables } from "./snapshot/snapshot.ts";
export type { PurchaseUnit } from "./snapshot/purchases.ts";
export type { SnapshotWindows } from "./snapshot/snapshot-windows.ts";
export { splitIndices, trainTestSplit } from "./split/train-test-split.ts";
export type { FeatureSplit, SplitOptions } from "./split/train-test-split.ts";
export { Table } from "./table.ts";
export type { Row } from "./table.ts";
export { TableError } from "./table-error.ts";
export { toCsv } from "./to-csv.ts";
export type { ToCsvOptions } from "./to-csv.ts";
export { getDummies } from "./transform/get-dummies.ts";
export { KBinsDiscretizer } from "./transform/k-bins-discretizer.ts";
export { MinMaxScaler } from "./transform/min-max-scaler.ts";
export { OneHotEncoder } from "./transform/one-hot-encoder.ts";
export { OrdinalEncoder } from "./transform/ordinal-encoder.ts";
export { PolynomialFeatures } from "./transform/polynomial-features.ts";
export { RobustScaler } from "./transform/robust-scaler.ts";
export { StandardScaler } from "./transform/standard-scaler.ts";
export { traceOrigins } from "./transform/column-origin.ts";
export type { ColumnOrigin } from "./transform/column-origin.ts";
export { distinctNames } from "./transform/distinct-names.ts";
export { gatherWarnings, GatheredWarnings } from "./gather-warnings.ts";
export { refuseWeights } from "./transform/refuse-weights.ts";
export { alignColumns, alignPositions, Transformer } from "./transform/transformer.ts";
export { warn } from "./warn.ts";
