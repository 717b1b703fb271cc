import { Column } from "../column.ts";
import type { Label } from "../labels.ts";
import { FeatureError } from "../check-columns.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import { checkParameters, oneOf } from "../parameter-rules.ts";
import type { ParameterRule } from "../parameter-rules.ts";
import { columnNames, labelled, list, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { TableError } from "../table-error.ts";
import { categoriesOf, encodeCategories, missingCategory, unknownCategory } from "./category.ts";
import { Transformer } from "./transformer.ts";

interface OrdinalEncoderParams {
  /** The categories of columns in their order, by column name. Default: those that occur, ascending. */
  categories: Readonly<Record<string, readonly Label[]>>;
  /** What a category that `fit` did not see becomes: an error, or missing. Default "error". */
  handleUnknown: "error" | "missing";
}

const listsByColumn: ParameterRule = {
  words: "an object of lists of categories by column name",
  allows: (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(Array.isArray),
};

interface OrdinalEncoderState {
  featureNames: string[];
  categories: Label[][];
}

/**
 * Replaces categories by their position 0, 1, … in an order, scikit-learn's `OrdinalEncoder`. Missing values stay missing; dates are an
 * error. With stated categories others are an error in `fit`.
 */
export class OrdinalEncoder extends Transformer<OrdinalEncoderParams, OrdinalEncoderState> {
  readonly type = "OrdinalEncoder";

  constructor(params: Partial<OrdinalEncoderParams> = {}) {
    super({ categories: {}, handleUnknown: "error" }, params);
    checkParameters(this.type, this.params, { categories: listsByColumn, handleUnknown: oneOf("error", "missing") });
  }

  /** For each column its categories in order. */
  get categories(): readonly (readonly Label[])[] {
    return this.state.categories;
  }

  protected override get takes(): ColumnNeeds {
    return { missing: true, text: true };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, categories: list(list(labelled), "columns") });
  }

  protected learn(table: Table): OrdinalEncoderState {
    const unknown = Object.keys(this.params.categories).find((name) => !table.has(name));
    if (unknown !== undefined) {
      throw new FeatureError(
        `OrdinalEncoder: categories names column "${unknown}", but X has ${table.columnNames.join(", ")}.`,
      );
    }
    const categories = table.columns.map((column) => [
      ...(this.params.categories[column.name] ?? categoriesOf(column, this.type)),
    ]);
    table.columns.forEach((column, index) => this.encode(column, categories[index]!, "error"));
    return { featureNames: table.columnNames, categories };
  }

  protected apply(table: Table): Table {
    const { categories } = this.state;
    return new Table(
      table.columns.map((column, index) => this.encode(column, categories[index]!, this.params.handleUnknown)),
    );
  }

  private encode(column: Column, categories: readonly Label[], handleUnknown: "error" | "missing"): Column {
    const codes = encodeCategories(column, categories);
    const unknown = handleUnknown === "error" ? codes.indexOf(unknownCategory) : -1;
    if (unknown >= 0) {
      throw new TableError(
        `OrdinalEncoder: column "${column.name}", row ${unknown}: ${JSON.stringify(column.get(unknown))} is not among ` +
          `the categories ${categories.join(", ")}.`,
      );
    }
    const values = Float64Array.from(codes, (code) =>
      code === missingCategory || code === unknownCategory ? NaN : code,
    );
    return new Column(column.name, "number", values);
  }
}
