import { lime as drawLime } from "../../chart/lime.ts";
import { withChart } from "../../chart/with-chart.ts";
import { checkpoint, cholesky, choleskySolve, createRandom } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import {
  checkParameters,
  Column,
  display,
  orNull,
  ParameterError,
  positive,
  seed,
  Table,
  toTable,
  wholeNumber,
} from "../../data/index.ts";
import type { BilingualText, CellValue, DisplayBundle, Features, Label } from "../../data/index.ts";
import type { Model } from "../../learn/index.ts";
import { askInPieces } from "./ask-in-pieces.ts";
import { modelOutput } from "./model-output.ts";

export interface LimeOptions {
  /** How many rows are made up around the row. Default 5000. */
  nSamples?: number;
  /** How far rows count, in standard deviations. Default 0.75 · √features. */
  kernelWidth?: number | null;
  /** The class whose probability is explained. Default the last. */
  positive?: Label;
  /** Default 0. */
  randomState?: number;
}

/** A straight line that says nearly the same as the model around one row. */
export class LimeExplanation {
  /** What the model says, in words. */
  readonly output: BilingualText;
  /** What the model says of the row, and what the straight line says. */
  readonly prediction: number;
  /** See `prediction`: the farther apart both are, the less the explanation says. */
  readonly localPrediction: number;
  /** Weighted R² of the line around the row: low, and the explanation means little. */
  readonly fidelity: number;
  /**
   * The weightiest first. Of a number: the change of the output by one standard deviation more. Of a category: what having it makes,
   * against having another.
   */
  readonly effects: readonly { readonly feature: string; readonly value: CellValue; readonly effect: number }[];

  constructor(facts: Pick<LimeExplanation, "output" | "prediction" | "localPrediction" | "fidelity" | "effects">) {
    this.output = facts.output;
    this.prediction = facts.prediction;
    this.localPrediction = facts.localPrediction;
    this.fidelity = facts.fidelity;
    this.effects = facts.effects.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  }

  /** One row for each feature, the weightiest first: `feature`, `value` as text, `effect`. */
  toTable(): Table {
    return Table.fromObjects(
      this.effects.map(({ feature, value, effect }) => ({ feature, value: String(value), effect })),
    );
  }

  toString(): string {
    return this.effects.map(({ feature, effect }) => `${feature} ${effect.toFixed(4)}`).join("\n");
  }

  [display](): DisplayBundle {
    const [said, line, fit] = [this.prediction, this.localPrediction, this.fidelity].map((value) => value.toFixed(4));
    const figures = bilingualTable(
      {
        en: `LIME, ${this.output.en}: ${said}, straight line ${line} (R² ${fit})`,
        "zh-CN": `LIME，${this.output["zh-CN"]}：${said}，局部线性 ${line}（R² ${fit}）`,
      },
      [
        { en: "feature", "zh-CN": "特征" },
        { en: "value", "zh-CN": "取值" },
        { en: "effect", "zh-CN": "影响" },
      ],
      this.effects.map(({ feature, value, effect }) => [feature, String(value ?? "–"), effect.toFixed(4)]),
    );
    const subtitle = {
      en: `model ${said}, straight line ${line}, R² ${fit}`,
      "zh-CN": `模型 ${said}，局部线性 ${line}，R² ${fit}`,
    };
    return withChart(drawLime(this, { subtitle }), figures);
  }
}

/** As in the reference implementation: keeps the line finite when features go together. */
const ridge = 1;

/**
 * Explains one prediction by a weighted ridge regression on made-up rows (Ribeiro, Singh & Guestrin 2016,
 * https://doi.org/10.1145/2939672.2939778): numbers are drawn from normal distributions with the background's means and standard
 * deviations, categories as often as they occur there, and rows count by exp(−distance² / width²)^½. Draws matter: where `fidelity` is
 * low or another `randomState` says something else, trust it less than SHAP.
 * @param model fitted
 * @param background rows that stand for everybody, usually of the training data
 * @param X rows of which one is explained
 * @param options.row which one. Default 0
 * @throws ParameterError when a value of the row is missing
 */
export async function lime(
  model: Model,
  background: Features,
  X: Features,
  options: LimeOptions & { row?: number } = {},
): Promise<LimeExplanation> {
  const { nSamples = 5000, kernelWidth = null, randomState = 0, row = 0 } = options;
  const rules = { nSamples: wholeNumber(10), kernelWidth: orNull(positive), randomState: seed };
  checkParameters("lime", { nSamples, kernelWidth, randomState }, rules);
  const subject = toTable(X).take([row]);
  const everybody = toTable(background).select(subject.columnNames);
  const output = modelOutput(model, options.positive);
  await checkpoint(0, 1, "LIME");
  const random = createRandom(randomState);
  const drawn = subject.columns.map((own) => drawAround(own, everybody.column(own.name), nSamples, random));
  const made = new Table(drawn.map(({ column }) => column));
  const said = await askInPieces(output, made, X, { done: 0, total: 1, label: "LIME" });
  const width = kernelWidth ?? 0.75 * Math.sqrt(drawn.length);
  const weights = said.map((_, sample) => {
    const squared = drawn.reduce((sum, { away }) => sum + away[sample]! ** 2, 0);
    return Math.sqrt(Math.exp(-squared / width ** 2));
  });
  const line = weightedRidge(
    drawn.map(({ scaled }) => scaled),
    said,
    weights,
  );
  const localPrediction = drawn.reduce((sum, { place }, index) => sum + line.slopes[index]! * place, line.intercept);
  return new LimeExplanation({
    output: { en: output.name, "zh-CN": output.chineseName },
    prediction: said[0]!,
    localPrediction,
    fidelity: line.fidelity,
    effects: drawn.map(({ column }, index) => ({
      feature: column.name,
      value: subject.column(column.name).get(0),
      effect: line.slopes[index]!,
    })),
  });
}

/** Made-up values of a feature; the first is the row's own. */
interface DrawnFeature {
  readonly column: Column;
  /** In standard deviations from the mean; of categories 1 where it is the row's own, else 0. */
  readonly scaled: Float64Array;
  /** Distance from the row's own value, on that scale. */
  readonly away: Float64Array;
  /** Where the row's own value lies on that scale. */
  readonly place: number;
}

function drawAround(own: Column, everybody: Column, count: number, random: RandomSource): DrawnFeature {
  if (own.isMissing(0)) {
    throw new ParameterError(`lime: column "${own.name}" of the row is missing. Impute it first.`);
  }
  if (own.type === "text" || own.type === "boolean") return drawCategories(own, everybody, count, random);
  const present = everybody.toNumbers().filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const spread = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length) || 1;
  const place = (own.toNumbers()[0]! - mean) / spread;
  const scaled = Float64Array.from({ length: count }, (_, sample) => (sample === 0 ? place : random.normal()));
  return {
    column: new Column(
      own.name,
      own.type,
      scaled.map((value, sample) => (sample === 0 ? own.toNumbers()[0]! : mean + spread * value)),
      own.zone,
    ),
    scaled,
    away: scaled.map((value) => value - place),
    place,
  };
}

function drawCategories(own: Column, everybody: Column, count: number, random: RandomSource): DrawnFeature {
  const present = everybody.toArray().filter((value) => value !== null);
  const value = own.get(0);
  const values = Array.from({ length: count }, (_, sample) =>
    sample === 0 ? value : present[random.integer(present.length)]!,
  );
  const scaled = Float64Array.from(values, (other) => Number(other === value));
  return { column: own.withValues(values), scaled, away: scaled.map((same) => 1 - same), place: 1 };
}

/** Minimises Σ w (y − a − xb)² + ridge · |b|², the intercept free. */
function weightedRidge(columns: readonly Float64Array[], y: Float64Array, weights: Float64Array) {
  const total = sum(weights, () => 1);
  const centres = columns.map((column) => sum(weights, (row) => column[row]!) / total);
  const centreY = sum(weights, (row) => y[row]!) / total;
  const size = columns.length;
  const products = new Float64Array(size * size);
  const right = new Float64Array(size);
  columns.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const product = sum(weights, (row) => (a[row]! - centres[i]!) * (columns[j]![row]! - centres[j]!));
      products[i * size + j] = products[j * size + i] = product + (i === j ? ridge : 0);
    }
    right[i] = sum(weights, (row) => (a[row]! - centres[i]!) * (y[row]! - centreY));
  });
  const slopes = choleskySolve(cholesky(products, size), right);
  const intercept = centreY - slopes.reduce((product, slope, index) => product + slope * centres[index]!, 0);
  const residual = sum(weights, (row) => {
    const line = slopes.reduce((value, slope, index) => value + slope * columns[index]![row]!, intercept);
    return (y[row]! - line) ** 2;
  });
  const spread = sum(weights, (row) => (y[row]! - centreY) ** 2);
  return { slopes, intercept, fidelity: spread === 0 ? 1 : 1 - residual / spread };
}

function sum(weights: Float64Array, value: (row: number) => number): number {
  return weights.reduce((total, weight, row) => total + weight * value(row), 0);
}
