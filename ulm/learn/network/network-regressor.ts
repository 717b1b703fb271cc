import { splitIndices } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { r2Score } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { regressionTargets } from "../regression-targets.ts";
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
   * @throws FeatureError for features or targets that cannot be learnt from, MissingTensorflowError
   */
  async fit(X: Features, y: Labels): Promise<this> {
    this.fitted = undefined;
    const { earlyStopping, validationFraction, randomState } = this.params;
    const matrix = checkFeatures(X, this.type);
    const targets = regressionTargets(y, matrix.rows, this.type);
    if (!earlyStopping) {
      const weights = new Float64Array(matrix.rows).fill(1);
      this.fitted = await this.learn({ matrix, targets, weights, loss: "squared" }, 1);
      return this;
    }
    const { train, test } = splitIndices(matrix, { testSize: validationFraction, randomState });
    const heldOut = matrix.take(test);
    const truth = Float64Array.from(test, (row) => targets[row]!);
    this.fitted = await this.learn(
      {
        matrix: matrix.take(train),
        targets: Float64Array.from(train, (row) => targets[row]!),
        weights: new Float64Array(train.length).fill(1),
        loss: "squared",
        heldOut: { matrix: heldOut, score: (network) => r2Score(truth, runNetwork(network, heldOut)) },
      },
      1,
    );
    return this;
  }

  predict(X: Features): number[] {
    return Array.from(this.outputsOf(X).data);
  }

  /** R². */
  score(X: Features, y: Labels): number {
    return r2Score(y, this.predict(X));
  }
}
