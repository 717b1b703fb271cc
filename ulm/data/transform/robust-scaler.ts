import type { ColumnNeeds } from "../check-columns.ts";
import { Column } from "../column.ts";
import { checkParameters, flag, risingPair } from "../parameter-rules.ts";
import { quantile } from "../quantile.ts";
import { columnNames, list, numeric, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { Transformer } from "./transformer.ts";

interface RobustScalerParams {
  /** Subtract the median. Default true. */
  withCentering: boolean;
  /** Divide by the range between the quantiles. Default true. */
  withScaling: boolean;
  /** In percent. Default [25, 75]. */
  quantileRange: readonly [number, number];
}

interface RobustScalerState {
  featureNames: string[];
  center: number[];
  scale: number[];
}

/**
 * Subtracts the median and divides by the range between two quantiles, scikit-learn's `RobustScaler`: a few huge orders do not squeeze
 * all others together. Constant columns are only centred; missing values are left out and stay missing.
 */
export class RobustScaler extends Transformer<RobustScalerParams, RobustScalerState> {
  readonly type = "RobustScaler";

  constructor(params: Partial<RobustScalerParams> = {}) {
    super({ withCentering: true, withScaling: true, quantileRange: [25, 75] }, params);
    checkParameters(this.type, this.params, {
      withCentering: flag,
      withScaling: flag,
      quantileRange: risingPair(0, 100),
    });
  }

  /** The medians. */
  get center(): readonly number[] {
    return this.state.center;
  }

  /** What columns are divided by. */
  get scale(): readonly number[] {
    return this.state.scale;
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, center: list(numeric, "columns"), scale: list(numeric, "columns") });
  }

  protected learn(table: Table): RobustScalerState {
    const [low, high] = this.params.quantileRange.map((percent) => percent / 100);
    const sorted = table.columns.map((column) => presentValues(column).sort());
    return {
      featureNames: table.columnNames,
      center: sorted.map((values) => (values.length === 0 ? 0 : quantile(values, 0.5))),
      scale: sorted.map((values) => (values.length === 0 ? 1 : quantile(values, high!) - quantile(values, low!) || 1)),
    };
  }

  protected apply(table: Table): Table {
    const { center, scale } = this.state;
    const { withCentering, withScaling } = this.params;
    return new Table(
      table.columns.map((column, index) => {
        const middle = withCentering ? center[index]! : 0;
        const divisor = withScaling ? scale[index]! : 1;
        return new Column(
          column.name,
          "number",
          column.toNumbers().map((value) => (value - middle) / divisor),
        );
      }),
    );
  }
}

function presentValues(column: Column): Float64Array {
  return column.toNumbers().filter((value) => !Number.isNaN(value));
}
