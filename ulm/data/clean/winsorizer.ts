import type { ColumnNeeds } from "../check-columns.ts";
import { Column } from "../column.ts";
import { checkParameters, oneOf, orNull, positive } from "../parameter-rules.ts";
import { columnNames, list, numeric, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { Transformer } from "../transform/transformer.ts";
import { outlierLimits } from "./outliers.ts";
import type { OutlierMethod } from "./outliers.ts";

interface WinsorizerParams {
  /** How the limits are found: see `detectOutliers`. Default "iqr". */
  method: OutlierMethod;
  /** How far is too far: by default 1.5 ("iqr"), 3 ("zScore"), 0.05 ("quantile"). */
  factor: number | null;
}

interface WinsorizerState {
  featureNames: string[];
  lower: number[];
  upper: number[];
}

/**
 * Brings outliers to limits learnt from the rows it is fitted on, so that new rows are treated alike. Nothing else changes; missing
 * values stay missing. Without a model, `clipOutliers` does the same in one line.
 */
export class Winsorizer extends Transformer<WinsorizerParams, WinsorizerState> {
  readonly type = "Winsorizer";

  constructor(params: Partial<WinsorizerParams> = {}) {
    super({ method: "iqr", factor: null }, params);
    checkParameters(this.type, this.params, { method: oneOf("iqr", "zScore", "quantile"), factor: orNull(positive) });
  }

  /** For each column what lower values are raised to. */
  get lower(): readonly number[] {
    return this.state.lower;
  }

  /** For each column what higher values are lowered to. */
  get upper(): readonly number[] {
    return this.state.upper;
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, lower: list(numeric, "columns"), upper: list(numeric, "columns") });
  }

  protected learn(table: Table): WinsorizerState {
    const { method, factor } = this.params;
    const limits = table.columns.map((column) => outlierLimits(column, { method, factor: factor ?? undefined }));
    return {
      featureNames: table.columnNames,
      lower: limits.map(([lower]) => lower),
      upper: limits.map(([, upper]) => upper),
    };
  }

  protected apply(table: Table): Table {
    const { lower, upper } = this.state;
    return new Table(
      table.columns.map((column, index) => {
        const values = column.toNumbers().map((value) => Math.min(upper[index]!, Math.max(lower[index]!, value)));
        return new Column(column.name, "number", values);
      }),
    );
  }
}
