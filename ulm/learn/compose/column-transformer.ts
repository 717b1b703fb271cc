import { ParameterError, Table, Transformer } from "../../data/index.ts";
import type { EstimatorJson, Labels } from "../../data/index.ts";
import { fromJSON } from "../from-json.ts";
import type { AnyTransformer } from "./pipeline.ts";

/** Which columns: their names, all number columns, or all text and boolean columns. */
export type ColumnChoice = readonly string[] | "numbers" | "categories";

export interface ColumnTransformerParams {
  /** Name, transformer and the columns it gets. */
  transformers: readonly (readonly [name: string, transformer: AnyTransformer, columns: ColumnChoice])[];
  /** What happens to columns that no transformer gets. Default "drop". */
  remainder?: "drop" | "passthrough";
}

interface ColumnTransformerState {
  /** All columns that are used. */
  featureNames: string[];
  /** The columns of each transformer. */
  choices: string[][];
  /** Columns that pass through. */
  remainder: string[];
  /** Fitted, in the order of the parameters. */
  transformers: AnyTransformer[];
}

/**
 * Different transformers for different columns, their results side by side, scikit-learn's `ColumnTransformer`. Result columns keep
 * the names that their transformers give them. Columns that are dropped may be absent when it is applied.
 */
export class ColumnTransformer extends Transformer<ColumnTransformerParams, ColumnTransformerState> {
  readonly type = "ColumnTransformer";

  constructor(params: ColumnTransformerParams) {
    const transformers = params.transformers.map(
      ([name, transformer, columns]) => [name, revive(transformer), columns] as const,
    );
    super({ remainder: "drop", ...params, transformers });
    if (transformers.length === 0) throw new ParameterError("A ColumnTransformer needs at least one transformer.");
  }

  override clone(): this {
    const transformers = this.params.transformers.map(
      ([name, transformer, columns]) => [name, transformer.clone(), columns] as const,
    );
    return new ColumnTransformer({ ...this.params, transformers }) as this;
  }

  /** A fitted transformer by name. */
  transformer(name: string): AnyTransformer {
    const index = this.params.transformers.findIndex(([other]) => other === name);
    if (index < 0) throw new ParameterError(`No transformer is named "${name}".`);
    return this.state.transformers[index]!;
  }

  override toJSON(): EstimatorJson {
    const transformers = this.params.transformers.map(([name, transformer, columns]) => {
      return [name, { type: transformer.type, params: transformer.toJSON().params }, columns];
    });
    const params = { ...this.params, transformers };
    if (this.fitted === undefined) return { type: this.type, params };
    const fitted = this.fitted.transformers.map((transformer) => transformer.toJSON());
    return { type: this.type, params, state: { ...this.fitted, transformers: fitted } };
  }

  protected override restore(state: object): void {
    const { transformers, ...rest } = state as ColumnTransformerState & { transformers: EstimatorJson[] };
    this.fitted = { ...rest, transformers: transformers.map(fromJSON) as AnyTransformer[] };
  }

  protected override align(table: Table, names: readonly string[]): Table {
    return table.select(names);
  }

  protected async learn(table: Table, y?: Labels): Promise<ColumnTransformerState> {
    const choices = this.params.transformers.map(([, , columns]) => chooseColumns(table, columns));
    const chosen = new Set(choices.flat());
    const remainder =
      this.params.remainder === "passthrough" ? table.columnNames.filter((name) => !chosen.has(name)) : [];
    const transformers = this.params.transformers.map(([, transformer]) => transformer.clone());
    for (const [index, transformer] of transformers.entries()) await transformer.fit(table.select(choices[index]!), y);
    const featureNames = table.columnNames.filter((name) => chosen.has(name) || remainder.includes(name));
    return { featureNames, choices, remainder, transformers };
  }

  protected apply(table: Table): Table {
    const { choices, remainder, transformers } = this.state;
    const parts = transformers.map((transformer, index) => transformer.transform(table.select(choices[index]!)));
    return new Table([...parts, table.select(remainder)].flatMap(({ columns }) => columns));
  }
}

function chooseColumns(table: Table, choice: ColumnChoice): string[] {
  if (choice === "numbers") return table.columnsOfType("number");
  if (choice === "categories") return table.columnsOfType("text", "boolean");
  return table.select(choice).columnNames;
}

function revive(transformer: AnyTransformer | EstimatorJson): AnyTransformer {
  return "fit" in transformer ? transformer : (fromJSON(transformer) as AnyTransformer);
}
