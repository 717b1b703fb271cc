import { Column } from "../column.ts";
import type { ColumnNeeds } from "../check-columns.ts";
import type { Label } from "../labels.ts";
import { checkParameters, oneOf } from "../parameter-rules.ts";
import { Table } from "../table.ts";
import { TableError } from "../table-error.ts";
import { categoriesOf, encodeCategories, unknownCategory } from "./category.ts";
import { Transformer } from "./transformer.ts";

interface OneHotEncoderParams {
  /** Leave out one category of each column ("first"), of columns with two only ("ifBinary"), or none (`null`, the default). */
  drop: "first" | "ifBinary" | null;
  /** What to do with a category that `fit` did not see: stop, or give zeros. Default "error". */
  handleUnknown: "error" | "ignore";
}

interface OneHotEncoderState {
  featureNames: string[];
  categories: Label[][];
}

/**
 * One column of zeros and ones for each category, named `column_category`, scikit-learn's `OneHotEncoder`. Encodes every column it
 * is given, numbers too. Missing values are an error: impute them first, so that the choice is visible.
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

  /** The names of the columns it makes. */
  get featureNamesOut(): string[] {
    return this.state.featureNames.flatMap((name, index) =>
      this.keptCategories(index).map((category) => `${name}_${category}`),
    );
  }

  protected override get takes(): ColumnNeeds {
    return { text: true };
  }

  protected learn(table: Table): OneHotEncoderState {
    return {
      featureNames: table.columnNames,
      categories: table.columns.map((column) => categoriesOf(column, this.type)),
    };
  }

  protected apply(table: Table): Table {
    return new Table(table.columns.flatMap((column, index) => this.encode(column, index)));
  }

  private encode(column: Column, index: number): Column[] {
    const categories = this.state.categories[index]!;
    const codes = encodeCategories(column, categories);
    this.checkCodes(column, codes);
    return this.keptCategories(index).map((category) => {
      const code = categories.indexOf(category);
      return new Column(
        `${column.name}_${category}`,
        "number",
        Float64Array.from(codes, (value) => Number(value === code)),
      );
    });
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
