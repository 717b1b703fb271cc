import type { Features, Labels } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { holdOutRows } from "../hold-out-rows.ts";
import { r2Score } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { regressionTargets } from "../regression-targets.ts";
import { checkSingleTargets } from "../check-singles.ts";
import { runNetwork } from "./network.ts";
import { NetworkEstimator } from "./network-estimator.ts";
import type { NetworkState } from "./network-estimator.ts";
import type { TrainingParams } from "./training-params.ts";

/** One output, fitted by squared error. Scale y as well when it is far from 0 or its values are large. */
export abstract class NetworkRegressor<Params extends TrainingParams>
  extends NetworkEstimator<Params, NetworkState>
  implements Model
{
  readonly kind = "regressor";

  /**
   * @param X rows of finite numbers
   * @param y one finite number for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for features or targets that cannot be learnt from, DivergenceError when training leaves the finite numbers
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const counting = weighedRows(checkFeatures(X, this.type), y, options, this.type);
    const { X: matrix, weights = new Float64Array(matrix.rows).fill(1) } = counting;
    const targets = regressionTargets(counting.y, matrix.rows, this.type);
    checkSingleTargets(targets, this.type);
    if (!this.params.earlyStopping) {
      this.fitted = await this.learn({ matrix, targets, weights, loss: "squared" }, 1);
      return this;
    }
    const { train, test } = holdOutRows(matrix, { ...this.params, type: this.type });
    const heldOut = matrix.take(test);
    const of = (values: Float64Array, rows: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row]!);
    const [truth, sampleWeight] = [of(targets, test), of(weights, test)];
    this.fitted = await this.learn(
      {
        matrix: matrix.take(train),
        targets: of(targets, train),
        weights: of(weights, train),
        loss: "squared",
        heldOut: {
          matrix: heldOut,
          score: (network) => r2Score(truth, runNetwork(network, heldOut), { sampleWeight }),
        },
      },
      1,
    );
    return this;
  }

  /** One number for each row, in the unit of y. */
  predict(X: Features): number[] {
    return Array.from(this.outputsOf(X).data);
  }

  /** R². */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }
}
