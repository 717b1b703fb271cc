import { FeatureError } from "../check-columns.ts";
import { Column } from "../column.ts";
import { checkParameters, flag, wholeNumber } from "../parameter-rules.ts";
import { columnNames, list, placeIn, record } from "../state-shape.ts";
import type { Shape } from "../state-shape.ts";
import { Table } from "../table.ts";
import type { ColumnOrigin } from "./column-origin.ts";
import { distinctNames } from "./distinct-names.ts";
import { Transformer } from "./transformer.ts";

interface PolynomialFeaturesParams {
  /** The highest total power. Default 2. */
  degree: number;
  /** Products of different columns only, no squares. Default false. */
  interactionOnly: boolean;
  /** A column of ones first. Default true, as in scikit-learn; models with an intercept need none. */
  includeBias: boolean;
}

interface PolynomialFeaturesState {
  featureNames: string[];
  /** For each result column the columns that are multiplied, each as often as its power. */
  factors: number[][];
}

/**
 * Products and powers of columns, scikit-learn's `PolynomialFeatures`, named as there: `a`, `a^2`, `a b`; with the names in quotes
 * (`"a b" "c"`) where two would be called alike. Missing values are an error.
 */
export class PolynomialFeatures extends Transformer<PolynomialFeaturesParams, PolynomialFeaturesState> {
  readonly type = "PolynomialFeatures";

  constructor(params: Partial<PolynomialFeaturesParams> = {}) {
    super({ degree: 2, interactionOnly: false, includeBias: true }, params);
    checkParameters(this.type, this.params, { degree: wholeNumber(1, 10), interactionOnly: flag, includeBias: flag });
  }

  /** Of each product its factors; of the column of ones none. */
  override get origins(): readonly ColumnOrigin[] {
    const { factors, featureNames } = this.state;
    const quoted = featureNames.map((name) => JSON.stringify(name));
    const names = distinctNames(factors.map((own) => [productName(own, featureNames), productName(own, quoted)]));
    return factors.map((own, index) => ({ name: names[index]!, columns: own.map((factor) => featureNames[factor]!) }));
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, factors: list(list(placeIn("columns"))) });
  }

  protected learn(table: Table): PolynomialFeaturesState {
    const { degree, interactionOnly, includeBias } = this.params;
    const all: number[][] = [[]];
    let previous: number[][] = [[]];
    for (let power = 1; power <= degree; power++) {
      previous = previous.flatMap((factors) => {
        const from = factors.length === 0 ? 0 : factors.at(-1)! + Number(interactionOnly);
        return Array.from({ length: Math.max(0, table.columnCount - from) }, (_, offset) => [
          ...factors,
          from + offset,
        ]);
      });
      all.push(...previous);
    }
    return { featureNames: table.columnNames, factors: includeBias ? all : all.slice(1) };
  }

  protected apply(table: Table): Table {
    const columns = table.columns.map((column) => column.toNumbers());
    const names = this.featureNamesOut;
    return new Table(
      this.state.factors.map((factors, index) => {
        const values = new Float64Array(table.rowCount).fill(1);
        for (const factor of factors) {
          const numbers = columns[factor]!;
          for (let row = 0; row < values.length; row++) values[row]! *= numbers[row]!;
        }
        const name = names[index]!;
        const bad = values.findIndex((value) => !Number.isFinite(value));
        if (bad >= 0)
          throw new FeatureError(`${this.type}: the product "${name}" of row ${bad} is beyond all numbers. ${remedy}`);
        return new Column(name, "number", values);
      }),
    );
  }
}

const remedy = "Scale the columns first (StandardScaler), or use a lower degree.";

function productName(factors: readonly number[], names: readonly string[]): string {
  if (factors.length === 0) return "1";
  return [...new Set(factors)]
    .map((factor) => {
      const power = factors.filter((other) => other === factor).length;
      return power === 1 ? names[factor]! : `${names[factor]}^${power}`;
    })
    .join(" ");
}
