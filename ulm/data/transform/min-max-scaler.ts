import { Column } from "../column.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import { checkParameters, flag, risingPair } from "../parameter-rules.ts";
import { columnNames, list, numeric, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { Transformer } from "./transformer.ts";

interface MinMaxScalerParams {
  /** The range that the fitted minimum and maximum are brought to. Default [0, 1]. */
  featureRange: readonly [number, number];
  /** Keep new values inside the range. Default false. */
  clip: boolean;
}

interface MinMaxScalerState {
  featureNames: string[];
  minimum: number[];
  maximum: number[];
}

/** Brings each column linearly into a range, scikit-learn's `MinMaxScaler`. Constant columns go to the lower end; missing values stay. */
export class MinMaxScaler extends Transformer<MinMaxScalerParams, MinMaxScalerState> {
  readonly type = "MinMaxScaler";

  constructor(params: Partial<MinMaxScalerParams> = {}) {
    super({ featureRange: [0, 1], clip: false }, params);
    checkParameters(this.type, this.params, {
      featureRange: risingPair(-Number.MAX_VALUE, Number.MAX_VALUE),
      clip: flag,
    });
  }

  /** The fitted minimum of each column; 0 of one without values. */
  get minimum(): readonly number[] {
    return this.state.minimum;
  }

  /** The fitted maximum of each column; 0 of one without values. */
  get maximum(): readonly number[] {
    return this.state.maximum;
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, minimum: list(numeric, "columns"), maximum: list(numeric, "columns") });
  }

  protected learn(table: Table): MinMaxScalerState {
    const present = table.columns.map((column) => column.toNumbers().filter((value) => !Number.isNaN(value)));
    return {
      featureNames: table.columnNames,
      minimum: present.map((values) => values.reduce((least, value) => Math.min(least, value), values[0] ?? 0)),
      maximum: present.map((values) => values.reduce((most, value) => Math.max(most, value), values[0] ?? 0)),
    };
  }

  protected apply(table: Table): Table {
    const { minimum, maximum } = this.state;
    const [low, high] = this.params.featureRange;
    return new Table(
      table.columns.map((column, index) => {
        const factor = (high - low) / (maximum[index]! - minimum[index]! || 1);
        const values = column.toNumbers().map((value) => {
          const scaled = value * factor + (low - minimum[index]! * factor);
          return this.params.clip && !Number.isNaN(scaled) ? Math.min(high, Math.max(low, scaled)) : scaled;
        });
        return new Column(column.name, "number", values);
      }),
    );
  }
}
