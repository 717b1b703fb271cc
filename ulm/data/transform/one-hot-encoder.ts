import { Column } from "../column.ts";
import { ParameterError } from "../estimator.ts";
import type { Label } from "../labels.ts";
import { Table } from "../table.ts";
import { TableError } from "../table-error.ts";
import { categoriesOf, encodeCategories, missingCategory, unknownCategory } from "./category.ts";
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
    super({ drop: null, handleUnknown: "error", ...params });
    const { drop, handleUnknown } = this.params;
    if (![null, "first", "ifBinary"].includes(drop)) {
      throw new ParameterError(`drop must be null, "first" or "ifBinary", not ${JSON.stringify(drop)}.`);
    }
    if (!["error", "ignore"].includes(handleUnknown)) {
      throw new ParameterError(`handleUnknown must be "error" or "ignore", not ${JSON.stringify(handleUnknown)}.`);
    }
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

  protected learn(table: Table): OneHotEncoderState {
    for (const column of table.columns) {
      if (column.missing > 0) {
        throw new TableError(
          `OneHotEncoder: column "${column.name}" has ${column.missing} missing values. Impute them first.`,
        );
      }
    }
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
    const missing = codes.indexOf(missingCategory);
    if (missing >= 0) {
      throw new TableError(`OneHotEncoder: column "${column.name}" is missing in row ${missing}. Impute it first.`);
    }
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
