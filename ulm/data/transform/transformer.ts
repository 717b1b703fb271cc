import { checkpoint } from "../../compute/index.ts";
import { checkColumns, FeatureError } from "../check-columns.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import { Estimator } from "../estimator.ts";
import { countRows, named, toTable } from "../features.ts";
import type { Features } from "../features.ts";
import type { EstimatorKind } from "../estimator.ts";
import type { Labels } from "../labels.ts";
import type { Matrix, MatrixLike } from "../matrix.ts";
import { Table } from "../table.ts";
import type { ColumnOrigin } from "./column-origin.ts";
import { refuseWeights } from "./refuse-weights.ts";

/**
 * What learns from columns and then changes them: scalers, imputers, encoders. A table comes back as a table, anything else as a
 * matrix. A fitted transformer wants the columns it was fitted on: of a table by name, in any order, else by position. Where numbers are
 * needed, true counts as 1, false as 0, and a date as its milliseconds since 1970 (UTC).
 */
export abstract class Transformer<Params extends object, State extends { featureNames: string[] }> extends Estimator<
  Params,
  State
> {
  get kind(): EstimatorKind {
    return "transformer";
  }

  /**
   * Learns from the columns of `X`, all rows alike. Transformers that need no labels ignore `y`.
   * @throws FeatureError for columns that it does not take, ParameterError for weights of rows
   */
  async fit(X: Features, y?: Labels, options: { readonly sampleWeight?: unknown } = {}): Promise<this> {
    refuseWeights(options, this.type);
    this.fitted = undefined;
    this.fitted = await this.learn(await this.columnsToLearn(X), y);
    return this;
  }

  /**
   * The columns it makes of rows that it need not have seen: as many rows, in the same order.
   * @throws NotFittedError before `fit`, FeatureError for other columns, or values that it does not take
   */
  transform(X: Table): Table;
  /** As above, for what is no table. */
  transform(X: MatrixLike | readonly (readonly number[])[]): Matrix;
  /** As above, for either. */
  transform(X: Features): Table | Matrix;
  transform(X: Features): Table | Matrix {
    const table = this.align(X);
    checkColumns(table, this.type, this.takes);
    const result = this.apply(table);
    return X instanceof Table ? result : result.toMatrix();
  }

  /** `fit`, then `transform` of the same data. */
  async fitTransform(X: Table, y?: Labels): Promise<Table>;
  async fitTransform(X: MatrixLike | readonly (readonly number[])[], y?: Labels): Promise<Matrix>;
  async fitTransform(X: Features, y?: Labels): Promise<Table | Matrix> {
    await this.fit(X, y);
    return this.transform(X);
  }

  /** The columns it was fitted on. */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** The columns that it makes, in their order, and what each is made of. Default: one for each that it was fitted on, by the same name. */
  get origins(): readonly ColumnOrigin[] {
    return this.featureNames.map((name) => ({ name, columns: [name] }));
  }

  /** The names of the columns that it makes. */
  get featureNamesOut(): string[] {
    return this.origins.map(({ name }) => name);
  }

  /** What it takes beside finite numbers. Default nothing. */
  protected get takes(): ColumnNeeds {
    return {};
  }

  /** The fitted columns in their order. @throws FeatureError when some are missing or others there */
  protected align(X: Features): Table {
    const { featureNames } = this.state;
    return X instanceof Table
      ? alignColumns(X, featureNames, this.type)
      : alignPositions(
          named(this.type, () => toTable(X)),
          featureNames,
          this.type,
        );
  }

  /** The columns that `fit` was given. @throws FeatureError for none, or such as it does not take */
  protected async columnsToLearn(X: Features): Promise<Table> {
    if (named(this.type, () => countRows(X)) === 0) {
      throw new FeatureError(`${this.type}: There are no rows to learn from.`);
    }
    const table = named(this.type, () => toTable(X));
    if (table.columnCount === 0) throw new FeatureError(`${this.type}: X has no columns to learn from.`);
    checkColumns(table, this.type, this.takes);
    await checkpoint(0, 1, this.type);
    return table;
  }

  protected abstract learn(table: Table, y?: Labels): State | Promise<State>;

  /** Transforms an aligned table. */
  protected abstract apply(table: Table): Table;
}

/** The columns under the names that were fitted. @throws FeatureError when there are more or fewer */
export function alignPositions(table: Table, names: readonly string[], type: string): Table {
  if (table.columnCount === names.length) {
    return new Table(table.columns.map((column, index) => column.renamed(names[index]!)));
  }
  throw new FeatureError(
    `${type}: it was fitted on ${names.length} columns (${names.join(", ")}), but X has ${table.columnCount}.`,
  );
}

/** The table with exactly these columns in this order. @throws FeatureError naming what is missing or too much */
export function alignColumns(table: Table, names: readonly string[], type: string): Table {
  const missing = names.filter((name) => !table.has(name));
  const surplus = table.columnNames.filter((name) => !names.includes(name));
  if (missing.length > 0 || surplus.length > 0) {
    const problems = [
      missing.length > 0 ? `missing: ${missing.join(", ")}` : "",
      surplus.length > 0 ? `unknown: ${surplus.join(", ")}` : "",
    ].filter(Boolean);
    throw new FeatureError(
      `${type} was fitted on ${names.length} columns, but this table has others (${problems.join("; ")}).`,
    );
  }
  return table.select(names);
}
