import type { CellValue } from "../cell-value.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import { Column } from "../column.ts";
import { mostFrequent } from "../describe-columns.ts";
import { ParameterError } from "../estimator.ts";
import { checkParameters, flag, oneOf } from "../parameter-rules.ts";
import { quantile } from "../quantile.ts";
import { columnNames, labelled, list, record, textual } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { TableError } from "../table-error.ts";
import { indicatorOrigins } from "../transform/column-origin.ts";
import type { ColumnOrigin } from "../transform/column-origin.ts";
import { Transformer } from "../transform/transformer.ts";

/** What stands for missing values. */
export type ImputeStrategy = "mean" | "median" | "mostFrequent" | "constant";

interface SimpleImputerParams {
  /** Default "mean", which needs numbers; "mostFrequent" and "constant" take text and booleans as well. */
  strategy: ImputeStrategy;
  /** The value for "constant", which needs one. Of columns of dates it stands for milliseconds since 1970. */
  fillValue: number | string | boolean | null;
  /** Add a 0/1 column `column_missing` (`column["missing"]` where that is taken) for each column that had missing values when it was fitted. Default false. */
  addIndicator: boolean;
}

interface SimpleImputerState {
  featureNames: string[];
  /** For each column what stands for missing values. */
  statistics: (number | string | boolean)[];
  /** Columns that had missing values. */
  incomplete: string[];
}

/**
 * Fills missing values with something learnt from those that are present, scikit-learn's `SimpleImputer`. Dates take "mostFrequent" and
 * "constant"; a column without any value only "constant".
 */
export class SimpleImputer extends Transformer<SimpleImputerParams, SimpleImputerState> {
  readonly type = "SimpleImputer";

  constructor(params: Partial<SimpleImputerParams> = {}) {
    super({ strategy: "mean", fillValue: null, addIndicator: false }, params);
    checkParameters(this.type, this.params, {
      strategy: oneOf("mean", "median", "mostFrequent", "constant"),
      addIndicator: flag,
    });
    const { strategy, fillValue } = this.params;
    if (strategy === "constant" && fillValue === null) {
      throw new ParameterError(`strategy "constant" needs a fillValue.`);
    }
  }

  /** For each column what stands for missing values. */
  get statistics(): readonly (number | string | boolean)[] {
    return this.state.statistics;
  }

  /** The columns it fills, then those that say where values were missing, with the `value` "missing". */
  override get origins(): readonly ColumnOrigin[] {
    return [...super.origins, ...this.indicators];
  }

  private get indicators(): ColumnOrigin[] {
    const indicated = this.params.addIndicator ? this.state.incomplete : [];
    return indicatorOrigins(
      indicated.map((column) => ({ column, value: "missing" })),
      this.state.featureNames,
    );
  }

  protected override get takes(): ColumnNeeds {
    const { strategy } = this.params;
    return { missing: true, text: strategy === "mostFrequent" || strategy === "constant" };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, statistics: list(labelled, "columns"), incomplete: list(textual) });
  }

  protected learn(table: Table): SimpleImputerState {
    const statistics = table.columns.map((column) => {
      const value = this.statistic(column);
      if (value === null) {
        throw new TableError(
          `Column "${column.name}" has no values to impute from. Drop it or use strategy: "constant".`,
        );
      }
      return value instanceof Date ? value.getTime() : value;
    });
    const incomplete = table.columns.filter(({ missing }) => missing > 0).map(({ name }) => name);
    return { featureNames: table.columnNames, statistics, incomplete };
  }

  protected apply(table: Table): Table {
    const { statistics } = this.state;
    const filled = table.columns.map((column, index) => fillMissing(column, statistics[index]!));
    const indicators = this.indicators.map(({ name, columns }) => indicator(table.column(columns[0]!), name));
    return new Table([...filled, ...indicators]);
  }

  private statistic(column: Column): CellValue {
    const { strategy, fillValue } = this.params;
    if (strategy === "constant") return fillValue;
    if (strategy === "mostFrequent") return mostFrequent(column);
    if (column.type !== "number") {
      throw new TableError(
        `Column "${column.name}" holds ${column.type} values, which have no ${strategy}. Use strategy: "mostFrequent".`,
      );
    }
    const present = column.toNumbers().filter((value) => !Number.isNaN(value));
    if (present.length === 0) return null;
    if (strategy === "median") return quantile(present.sort(), 0.5);
    return present.reduce((sum, value) => sum + value, 0) / present.length;
  }
}

function indicator(column: Column, name: string): Column {
  const values = Float64Array.from({ length: column.length }, (_, row) => Number(column.isMissing(row)));
  return new Column(name, "number", values);
}

function fillMissing(column: Column, value: number | string | boolean): Column {
  // Of a column that is all missing the type says nothing.
  if (column.isEmpty && (column.type === "text") !== (typeof value === "string"))
    return Column.from(column.name, new Array(column.length).fill(value));
  if (column.type === "text") {
    return new Column(
      column.name,
      "text",
      (column.data as (string | null)[]).map((text) => text ?? String(value)),
    );
  }
  if (typeof value === "string") {
    throw new TableError(`Column "${column.name}" holds ${column.type} values; it cannot be filled with "${value}".`);
  }
  return new Column(
    column.name,
    column.type,
    column.toNumbers().map((number) => (Number.isNaN(number) ? Number(value) : number)),
    column.zone,
  );
}
