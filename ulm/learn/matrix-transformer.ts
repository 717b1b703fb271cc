import { checkpoint } from "../compute/index.ts";
import { refuseWeights, Table, Transformer } from "../data/index.ts";
import type { Features, Labels, Matrix, MatrixLike } from "../data/index.ts";
import { featureMatrix } from "./check-features.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** A transformer that computes with all columns at once, and so with a matrix of finite numbers. */
export abstract class MatrixTransformer<
  Params extends object,
  State extends { featureNames: string[] },
> extends Transformer<Params, State> {
  override async fit(X: Features, _y?: Labels, options: WeightOptions = {}): Promise<this> {
    refuseWeights(options, this.type);
    this.fitted = undefined;
    const matrix = featureMatrix(X, this.type);
    await checkpoint(0, 1, this.type);
    this.fitted = await this.learnMatrix(matrix);
    return this;
  }

  override transform(X: Table): Table;
  override transform(X: MatrixLike | readonly (readonly number[])[]): Matrix;
  override transform(X: Features): Table | Matrix;
  override transform(X: Features): Table | Matrix {
    const result = this.applyMatrix(featureMatrix(X, this.type, this.state.featureNames));
    return X instanceof Table ? Table.fromMatrix(result) : result;
  }

  /** @param matrix has not been checked: what is not finite has to be refused */
  protected abstract learnMatrix(matrix: Matrix): Promise<State>;

  /** Transforms a matrix of the columns that were fitted, which has not been checked either. */
  protected abstract applyMatrix(matrix: Matrix): Matrix;

  protected learn(table: Table): Promise<State> {
    return this.learnMatrix(table.toMatrix());
  }

  protected apply(table: Table): Table {
    return Table.fromMatrix(this.applyMatrix(table.toMatrix()));
  }
}
