import { checkpoint } from "../compute/index.ts";
import { Table, Transformer } from "../data/index.ts";
import type { Features, Matrix, MatrixLike } from "../data/index.ts";
import { checkFeatures } from "./check-features.ts";

/** A transformer that computes with all columns at once, and so with a matrix of finite numbers. */
export abstract class MatrixTransformer<
  Params extends object,
  State extends { featureNames: string[] },
> extends Transformer<Params, State> {
  override async fit(X: Features): Promise<this> {
    this.fitted = undefined;
    const matrix = checkFeatures(X, this.type);
    await checkpoint(0, 1, this.type);
    this.fitted = await this.learnMatrix(matrix);
    return this;
  }

  override transform(X: Table): Table;
  override transform(X: MatrixLike | readonly (readonly number[])[]): Matrix;
  override transform(X: Features): Table | Matrix;
  override transform(X: Features): Table | Matrix {
    const result = this.applyMatrix(checkFeatures(X, this.type, this.state.featureNames));
    return X instanceof Table ? Table.fromMatrix(result) : result;
  }

  protected abstract learnMatrix(matrix: Matrix): Promise<State>;

  /** Transforms a matrix of the columns that were fitted. */
  protected abstract applyMatrix(matrix: Matrix): Matrix;

  protected learn(table: Table): Promise<State> {
    return this.learnMatrix(table.toMatrix());
  }

  protected apply(table: Table): Table {
    return Table.fromMatrix(this.applyMatrix(table.toMatrix()));
  }
}
