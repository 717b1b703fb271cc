import { Column } from "../column.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import { checkParameters, flag } from "../parameter-rules.ts";
import { columnNames, list, numeric, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
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

  /** The mean of each column, in its units; 0 of one without values. */
  get mean(): readonly number[] {
    return this.state.mean;
  }

  /** What columns are divided by. */
  get scale(): readonly number[] {
    return this.state.scale;
  }

  /** The variance of each column, divided by n; of numbers beyond 1e154 the largest that there is. */
  get variance(): readonly number[] {
    return this.state.variance;
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true };
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      mean: list(numeric, "columns"),
      variance: list(numeric, "columns"),
      scale: list(numeric, "columns"),
    });
  }

  protected learn(table: Table): StandardScalerState {
    const moments = table.columns.map((column) => momentsOf(column.toNumbers()));
    const mean = moments.map((moment) => moment.mean);
    const variance = moments.map(({ deviation }) => Math.min(Number.MAX_VALUE, deviation ** 2));
    const scale = moments.map(({ isConstant, deviation }) =>
      isConstant || deviation < smallestSpread ? 1 : deviation,
    );
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

interface Moments {
  readonly mean: number;
  readonly deviation: number;
  readonly isConstant: boolean;
}

/** Numbers below have fewer digits, down to none: a smaller spread counts as none. */
const smallestSpread = 2 ** -1022;

/** Between these squares neither lose digits nor are infinite when they are added up. */
const [smallestVariance, largestVariance] = [1e-290, 1e290];

/** Of numbers of any size: where squares would not do, they are divided by a power of two first, which changes no digit. */
function momentsOf(values: Float64Array): Moments {
  const { mean, variance, isConstant } = meanAndVariance(values);
  const isSafe = variance > smallestVariance && variance < largestVariance;
  const size = isSafe ? 0 : values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  if (size === 0 || (variance === 0 && size > 1)) return { mean, deviation: Math.sqrt(variance), isConstant };
  const unit = 2 ** Math.floor(Math.log2(size));
  const scaled = meanAndVariance(values.map((value) => value / unit));
  const { isConstant: isSame } = scaled;
  return { mean: scaled.mean * unit, deviation: Math.sqrt(scaled.variance) * unit, isConstant: isSame };
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
