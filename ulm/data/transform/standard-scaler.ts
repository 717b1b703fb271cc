import { Column } from "../column.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import { checkParameters, flag } from "../parameter-rules.ts";
import { Table } from "../table.ts";
import { Transformer } from "./transformer.ts";

interface StandardScalerParams {
  /** Subtract the mean. Default true. */
  withMean: boolean;
  /** Divide by the standard deviation. Default true. */
  withStd: boolean;
}

interface StandardScalerState {
  featureNames: string[];
  mean: number[];
  variance: number[];
  scale: number[];
}

/**
 * Brings each column to mean 0 and standard deviation 1, scikit-learn's `StandardScaler`: the standard deviation is the
 * population's (divided by n), constant columns are only centred, missing values are left out of both and stay missing.
 */
export class StandardScaler extends Transformer<StandardScalerParams, StandardScalerState> {
  readonly type = "StandardScaler";

  constructor(params: Partial<StandardScalerParams> = {}) {
    super({ withMean: true, withStd: true }, params);
    checkParameters(this.type, this.params, { withMean: flag, withStd: flag });
  }

  get mean(): readonly number[] {
    return this.state.mean;
  }

  /** What columns are divided by. */
  get scale(): readonly number[] {
    return this.state.scale;
  }

  get variance(): readonly number[] {
    return this.state.variance;
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true };
  }

  protected learn(table: Table): StandardScalerState {
    const moments = table.columns.map((column) => meanAndVariance(column.toNumbers()));
    const mean = moments.map((moment) => moment.mean);
    const variance = moments.map((moment) => moment.variance);
    const scale = moments.map((moment) => (moment.isConstant ? 1 : Math.sqrt(moment.variance)));
    return { featureNames: table.columnNames, mean, variance, scale };
  }

  protected apply(table: Table): Table {
    const { mean, scale } = this.state;
    return new Table(
      table.columns.map((column, index) => {
        const centre = this.params.withMean ? mean[index]! : 0;
        const divisor = this.params.withStd ? scale[index]! : 1;
        const values = column.toNumbers().map((value) => (value - centre) / divisor);
        return new Column(column.name, "number", values);
      }),
    );
  }
}

/** Two passes: exact enough for values far from zero. A column without values has mean and variance 0. */
function meanAndVariance(values: Float64Array): { mean: number; variance: number; isConstant: boolean } {
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) return { mean: 0, variance: 0, isConstant: true };
  const mean = sum / count;
  let squares = 0;
  let deviations = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    squares += (value - mean) ** 2;
    deviations += value - mean;
  }
  const variance = Math.max(0, (squares - deviations ** 2 / count) / count);
  // What remains of a constant column is the rounding of its mean.
  const isConstant = variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return { mean: mean + deviations / count, variance, isConstant };
}
