import { Estimator } from "../estimator.ts";
import { toTable } from "../features.ts";
import type { Features } from "../features.ts";
import type { Labels } from "../labels.ts";
import type { Matrix, MatrixLike } from "../matrix.ts";
import { Table } from "../table.ts";
import { TableError } from "../table-error.ts";

/**
 * What learns from columns and then changes them: scalers, imputers, encoders. A table comes back as a table, anything else as a
 * matrix. A fitted transformer wants the columns it was fitted on, by name, in any order.
 */
export abstract class Transformer<Params extends object, State extends { featureNames: string[] }> extends Estimator<
  Params,
  State
> {
  /** Learns from the columns of `X`. Transformers that need no labels ignore `y`. */
  async fit(X: Features, y?: Labels): Promise<this> {
    this.fitted = undefined;
    this.fitted = await this.learn(toTable(X), y);
    return this;
  }

  transform(X: Table): Table;
  transform(X: MatrixLike | readonly (readonly number[])[]): Matrix;
  transform(X: Features): Table | Matrix;
  transform(X: Features): Table | Matrix {
    const { state } = this;
    const result = this.apply(this.align(toTable(X), state.featureNames));
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

  /** The fitted columns in their order. @throws TableError when some are missing or others there */
  protected align(table: Table, names: readonly string[]): Table {
    return alignColumns(table, names, this.type);
  }

  protected abstract learn(table: Table, y?: Labels): State | Promise<State>;

  /** Transforms an aligned table. */
  protected abstract apply(table: Table): Table;
}

/** The table with exactly these columns in this order. @throws TableError naming what is missing or too much */
export function alignColumns(table: Table, names: readonly string[], type: string): Table {
  const missing = names.filter((name) => !table.has(name));
  const surplus = table.columnNames.filter((name) => !names.includes(name));
  if (missing.length > 0 || surplus.length > 0) {
    const problems = [
      missing.length > 0 ? `missing: ${missing.join(", ")}` : "",
      surplus.length > 0 ? `unknown: ${surplus.join(", ")}` : "",
    ].filter(Boolean);
    throw new TableError(
      `${type} was fitted on ${names.length} columns, but this table has others (${problems.join("; ")}).`,
    );
  }
  return table.select(names);
}
