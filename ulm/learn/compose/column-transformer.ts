import {
  alignPositions,
  named,
  checkParameters,
  distinctNames,
  FeatureError,
  oneOf,
  ParameterError,
  Passthrough,
  splitChanges,
  Table,
  toTable,
  Transformer,
  UnknownParameterError,
} from "../../data/index.ts";
import type { ColumnNeeds, ColumnOrigin, EstimatorJson, Features, Labels } from "../../data/index.ts";
import { columnNames, list, record, textual } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import type { AnyTransformer } from "../any-estimator.ts";
import { spokenValue } from "../../data/spoken-value.ts";
import { checkEntries } from "./check-entries.ts";
import { checkNames } from "./check-names.ts";
import { estimatorList, reviveEstimator, reviveFitted } from "./revive-estimator.ts";

/** Which columns: their names, all number columns, or all text and boolean columns. */
export type ColumnChoice = readonly string[] | "numbers" | "categories";

/** What `ColumnTransformer` takes; `transformers` must be given. */
export interface ColumnTransformerParams {
  /** Name, transformer and the columns it gets: "passthrough" leaves them as they are, "drop" leaves them out. */
  transformers: readonly (readonly [
    name: string,
    transformer: AnyTransformer | "passthrough" | "drop",
    columns: ColumnChoice,
  ])[];
  /** What happens to columns that no transformer gets. Default "drop". */
  remainder?: "drop" | "passthrough";
}

/** "passthrough" as what it stands for. */
interface TotalParams {
  transformers: readonly (readonly [name: string, transformer: AnyTransformer | "drop", columns: ColumnChoice])[];
  remainder: "drop" | "passthrough";
}

interface ColumnTransformerState {
  /** All columns that are used. */
  featureNames: string[];
  /** All columns there were. */
  given: string[];
  /** The columns of each transformer. */
  choices: string[][];
  /** Columns that pass through. */
  remainder: string[];
  /** Fitted, in the order of the parameters. */
  transformers: AnyTransformer[];
}

/**
 * Different transformers for different columns, their results side by side, scikit-learn's `ColumnTransformer`. Result columns keep
 * the names that their transformers give them; where two are called alike, the name of the transformer ("remainder" of what passes
 * through) stands before them, as in scikit-learn: `scale__age`. `origins` says what each is made of. Columns that are dropped may be absent
 * when it is applied.
 */
export class ColumnTransformer extends Transformer<TotalParams, ColumnTransformerState> {
  readonly type = "ColumnTransformer";

  /** @throws ParameterError for no transformer, or names that are not different */
  constructor(params: ColumnTransformerParams) {
    const given = checkEntries(
      params?.transformers,
      "ColumnTransformer: transformers",
      "[name, transformer, columns]",
      3,
    );
    const transformers = given.map(([name, transformer, columns]) => {
      return [name, reviveTransformer(transformer, name), checkChoice(columns, name)] as const;
    });
    super({ transformers: [], remainder: "drop" }, { ...params, transformers });
    checkParameters(this.type, this.params, { remainder: oneOf("drop", "passthrough") });
    if (transformers.length === 0) throw new ParameterError("A ColumnTransformer needs at least one transformer.");
    checkNames(
      transformers.map(([name]) => name),
      "transformers of a ColumnTransformer",
      ["transformers", "remainder"],
    );
  }

  override clone(): this {
    return this.withParams({});
  }

  /** `withParams({ numbers__strategy: "median" })` changes a parameter of the transformer that is named so. */
  override withParams(changes: object): this {
    const { own, nested } = splitChanges(changes);
    const { remainder = this.params.remainder, ...replaced } = own as { remainder?: "drop" | "passthrough" };
    for (const name of [...Object.keys(replaced), ...Object.keys(nested)]) this.position(name);
    const transformers = this.params.transformers.map(([name, transformer, columns]) => {
      const chosen = name in replaced ? reviveTransformer(replaced[name as keyof typeof replaced], name) : transformer;
      const changes = nested[name] ?? {};
      if (chosen !== "drop") return [name, chosen.withParams(changes), columns] as const;
      const [parameter] = Object.keys(changes);
      if (parameter === undefined) return [name, chosen, columns] as const;
      throw new UnknownParameterError(`ColumnTransformer: "${name}" is dropped: it has no parameter "${parameter}".`);
    });
    return new ColumnTransformer({ remainder, transformers }) as this;
  }

  /** A fitted transformer by name. */
  transformer(name: string): AnyTransformer {
    return this.state.transformers[this.position(name)]!;
  }

  /** @throws ParameterError when one of the transformers ends in a model, whose columns are not made of single ones */
  override get origins(): readonly ColumnOrigin[] {
    const { choices, remainder, transformers } = this.state;
    const model = transformers.find(({ kind }) => kind !== "transformer");
    if (model !== undefined) {
      throw new ParameterError(`ColumnTransformer: nobody knows of which columns a ${model.kind} makes its own.`);
    }
    const parts = transformers.map((transformer, index) => (choices[index]!.length > 0 ? transformer.origins : []));
    const groups = [...parts, remainder.map((name): ColumnOrigin => ({ name, columns: [name] }))];
    const names = this.distinguish(groups);
    return groups.flat().map((origin, index) => ({ ...origin, name: names[index]! }));
  }

  override toJSON(): EstimatorJson {
    const transformers = this.params.transformers.map(([name, transformer, columns]) => {
      if (transformer === "drop") return [name, transformer, columns];
      return [name, { type: transformer.type, params: transformer.toJSON().params }, columns];
    });
    const params = { ...this.params, transformers };
    if (this.fitted === undefined) return { type: this.type, params };
    const fitted = this.fitted.transformers.map((transformer) => transformer.toJSON());
    return { type: this.type, params, state: { ...this.fitted, transformers: fitted } };
  }

  protected override get stateShape(): Shape {
    return record({
      given: columnNames,
      featureNames: list(textual),
      choices: list(list(textual), "transformers"),
      remainder: list(textual),
      transformers: estimatorList("transformers"),
    });
  }

  protected override restore(state: object): void {
    const { transformers, ...rest } = state as ColumnTransformerState & { transformers: EstimatorJson[] };
    const params = this.params.transformers.map(([, transformer]) => asTransformer(transformer));
    const place = { type: this.type, path: "state.transformers", sizes: new Map<string, number>() };
    this.fitted = { ...rest, transformers: reviveFitted(transformers, params, place) as AnyTransformer[] };
  }

  /** The transformers say what they take. */
  protected override get takes(): ColumnNeeds {
    return { missing: true, text: true, infinite: true };
  }

  protected override align(X: Features): Table {
    const { featureNames, given } = this.state;
    return (
      X instanceof Table
        ? X
        : alignPositions(
            named(this.type, () => toTable(X)),
            given,
            this.type,
          )
    ).select(featureNames);
  }

  protected async learn(table: Table, y?: Labels): Promise<ColumnTransformerState> {
    const asked = this.params.transformers.map(([, , columns]) => chooseColumns(table, columns));
    const chosen = new Set(asked.flat());
    // What is dropped need not be there later.
    const choices = this.params.transformers.map(([, transformer], index) =>
      transformer === "drop" ? [] : asked[index]!,
    );
    const used = new Set(choices.flat());
    const remainder =
      this.params.remainder === "passthrough" ? table.columnNames.filter((name) => !chosen.has(name)) : [];
    if (used.size === 0 && remainder.length === 0) {
      const types = table.columns.map(({ name, type }) => `${name} (${type})`).join(", ");
      throw new FeatureError(`ColumnTransformer: no transformer gets any of the columns ${types}.`);
    }
    const transformers = this.params.transformers.map(([, transformer]) => asTransformer(transformer).clone());
    for (const [index, transformer] of transformers.entries()) {
      // A table without text columns leaves the transformer of categories with nothing to do.
      if (choices[index]!.length > 0) await transformer.fit(table.select(choices[index]!), y);
    }
    const featureNames = table.columnNames.filter((name) => used.has(name) || remainder.includes(name));
    return { featureNames, given: table.columnNames, choices, remainder, transformers };
  }

  protected apply(table: Table): Table {
    const { choices, remainder, transformers } = this.state;
    const parts = transformers.map((transformer, index) =>
      choices[index]!.length > 0 ? transformer.transform(table.select(choices[index]!)).columns : [],
    );
    const groups = [...parts, table.select(remainder).columns];
    const names = this.distinguish(groups);
    return new Table(groups.flat().map((column, index) => column.renamed(names[index]!)));
  }

  /** Names for what the transformers make, one after the other, and for what passes through. */
  private distinguish(groups: readonly (readonly { readonly name: string }[])[]): string[] {
    const prefixes = [...this.params.transformers.map(([name]) => name), "remainder"];
    return distinctNames(
      groups.flatMap((group, index) => group.map(({ name }) => [name, `${prefixes[index]}__${name}`])),
    );
  }

  private position(name: string): number {
    const names = this.params.transformers.map(([other]) => other);
    if (names.includes(name)) return names.indexOf(name);
    throw new UnknownParameterError(`No transformer is named "${name}"; there are ${names.join(", ")}.`);
  }
}

function chooseColumns(table: Table, choice: ColumnChoice): string[] {
  if (choice === "numbers") return table.columnsOfType("number");
  if (choice === "categories") return table.columnsOfType("text", "boolean");
  return table.select(choice).columnNames;
}

function reviveTransformer(given: unknown, name: string): AnyTransformer | "drop" {
  if (given === "drop") return given;
  if (given === "passthrough") return new Passthrough();
  const where = `ColumnTransformer: transformer "${name}"`;
  const transformer = reviveEstimator(given, where);
  if ("transform" in transformer) return transformer as AnyTransformer;
  throw new ParameterError(`${where} is a ${transformer.type}, which does not transform.`);
}

/** What stands in the place of a transformer that has nothing to do. */
function asTransformer(transformer: AnyTransformer | "drop"): AnyTransformer {
  return transformer === "drop" ? new Passthrough() : transformer;
}

function checkChoice(given: unknown, name: string): ColumnChoice {
  const isNames = Array.isArray(given) && given.every((column) => typeof column === "string");
  if (isNames || given === "numbers" || given === "categories") return given as ColumnChoice;
  throw new ParameterError(
    `ColumnTransformer: the columns of "${name}" must be a list of names, "numbers" or "categories", not ${spokenValue(given)}.`,
  );
}
