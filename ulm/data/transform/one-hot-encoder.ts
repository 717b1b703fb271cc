import type { Column } from "../column.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import type { Label } from "../labels.ts";
import { checkParameters, oneOf } from "../parameter-rules.ts";
import { columnNames, labelled, list, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import { TableError } from "../table-error.ts";
import { categoriesOf, encodeCategories, indicatorColumn, unknownCategory } from "./category.ts";
import { indicatorOrigins } from "./column-origin.ts";
import type { ColumnOrigin } from "./column-origin.ts";
import { Transformer } from "./transformer.ts";

interface OneHotEncoderParams {
  /** Leave out the first category of each column ("first"), of columns with two only ("ifBinary"), or none (`null`, the default). */
  drop: "first" | "ifBinary" | null;
  /**
   * What to do with a category that `fit` did not see: stop, or give zeros, which with `drop` are also those of the category that is left
   * out. Default "error".
   */
  handleUnknown: "error" | "ignore";
}

interface OneHotEncoderState {
  featureNames: string[];
  categories: Label[][];
}

/**
 * One column of zeros and ones for each category, scikit-learn's `OneHotEncoder`, named `column_category`, or `column["category"]` where
 * two would be called alike; `origins` says which is which. Encodes every column it is given, numbers too. Missing values are an error in
 * `fit` and `transform`, whatever `handleUnknown` (scikit-learn makes a category of them): impute them first, so that the choice is
 * visible. Dates are an error as well.
 */
export class OneHotEncoder extends Transformer<OneHotEncoderParams, OneHotEncoderState> {
  readonly type = "OneHotEncoder";

  constructor(params: Partial<OneHotEncoderParams> = {}) {
    super({ drop: null, handleUnknown: "error" }, params);
    checkParameters(this.type, this.params, {
      drop: oneOf("first", "ifBinary", null),
      handleUnknown: oneOf("error", "ignore"),
    });
  }

  /** For each column its categories in ascending order. */
  get categories(): readonly (readonly Label[])[] {
    return this.state.categories;
  }

  /** A column for each category that is kept: its name, the column it is made of, and the category as `value`. */
  override get origins(): readonly ColumnOrigin[] {
    return indicatorOrigins(
      this.state.featureNames.flatMap((column, index) =>
        this.keptCategories(index).map((value) => ({ column, value })),
      ),
    );
  }

  protected override get takes(): ColumnNeeds {
    return { text: true };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, categories: list(list(labelled), "columns") });
  }

  protected learn(table: Table): OneHotEncoderState {
    return {
      featureNames: table.columnNames,
      categories: table.columns.map((column) => categoriesOf(column, this.type)),
    };
  }

  protected apply(table: Table): Table {
    const names = this.featureNamesOut;
    const columns = table.columns.flatMap((column, index) => {
      const categories = this.state.categories[index]!;
      const codes = encodeCategories(column, categories);
      this.checkCodes(column, codes);
      return this.keptCategories(index).map((category) => ({ codes, code: categories.indexOf(category) }));
    });
    return new Table(columns.map(({ codes, code }, index) => indicatorColumn(names[index]!, codes, code)));
  }

  private checkCodes(column: Column, codes: Int32Array): void {
    const unknown = this.params.handleUnknown === "error" ? codes.indexOf(unknownCategory) : -1;
    if (unknown >= 0) {
      throw new TableError(
        `OneHotEncoder: column "${column.name}", row ${unknown}: ${JSON.stringify(column.get(unknown))} was not seen by fit. ` +
          `Use handleUnknown: "ignore" to encode it as zeros.`,
      );
    }
  }

  private keptCategories(index: number): Label[] {
    const categories = this.state.categories[index]!;
    const { drop } = this.params;
    return drop === "first" || (drop === "ifBinary" && categories.length === 2) ? categories.slice(1) : categories;
  }
}
