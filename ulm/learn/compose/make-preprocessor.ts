import { OneHotEncoder, SimpleImputer, StandardScaler } from "../../data/index.ts";
import { ColumnTransformer } from "./column-transformer.ts";
import { Pipeline } from "./pipeline.ts";

/**
 * The usual preparation of a mixed table for a linear model: number columns are imputed by their median and standardised; text and
 * boolean columns are imputed by their most frequent value and one-hot encoded, unknown categories as zeros. Columns of dates are left out:
 * derive numbers (days since) or categories (weekday) from them first.
 * @param options.drop which category of each column is left out. Default "ifBinary"; a fit without penalty needs "first"
 */
export function makePreprocessor(options: { drop?: "first" | "ifBinary" | null } = {}): ColumnTransformer {
  const { drop = "ifBinary" } = options;
  const numbers = new Pipeline({
    steps: [
      ["impute", new SimpleImputer({ strategy: "median" })],
      ["scale", new StandardScaler()],
    ],
  });
  const categories = new Pipeline({
    steps: [
      ["impute", new SimpleImputer({ strategy: "mostFrequent" })],
      ["encode", new OneHotEncoder({ drop, handleUnknown: "ignore" })],
    ],
  });
  return new ColumnTransformer({
    transformers: [
      ["numbers", numbers, "numbers"],
      ["categories", categories, "categories"],
    ],
  });
}
