import { importances } from "../../chart/importances.ts";
import { withChart } from "../../chart/with-chart.ts";
import { checkpoint, createRandom } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { checkParameters, display, seed, Table, toTable, wholeNumber } from "../../data/index.ts";
import type { DisplayBundle, Features, Labels } from "../../data/index.ts";
import { CrossValScores } from "../../learn/index.ts";
import type { Model, Scorer, ScoringName } from "../../learn/index.ts";
import { scorerFor } from "../../learn/validation/scoring.ts";
import { likeGiven } from "./like-given.ts";

export interface PermutationImportanceOptions {
  /** What may suffer. Default the model's own `score`. */
  scoring?: ScoringName | Scorer;
  /** How often each column is shuffled. Default 5. */
  nRepeats?: number;
  /** Default 0. */
  randomState?: number;
}

/** How much worse the score gets without a feature. */
export interface FeatureImportance {
  /** The column that was shuffled. */
  readonly feature: string;
  /** Mean loss of score over the repeats. */
  readonly mean: number;
  /** Of the losses, divided by n − 1 (scikit-learn: by n); 0 for one repeat. */
  readonly standardDeviation: number;
  /** The loss in each repeat. */
  readonly losses: readonly number[];
}

/** Importances, the largest first; `ulm.chart.importances` draws them. */
export class PermutationImportance {
  /** The score on the rows as they are. */
  readonly baseline: number;
  /** The one that matters most first. */
  readonly features: readonly FeatureImportance[];

  constructor(baseline: number, features: readonly FeatureImportance[]) {
    this.baseline = baseline;
    this.features = features.toSorted((a, b) => b.mean - a.mean);
  }

  /** One row for each feature: `feature`, `importance`, `standardDeviation`, and `lower` and `upper`, two standard deviations away. */
  toTable(): Table {
    return Table.fromObjects(
      this.features.map(({ feature, mean, standardDeviation }) => ({
        feature,
        importance: mean,
        standardDeviation,
        lower: mean - 2 * standardDeviation,
        upper: mean + 2 * standardDeviation,
      })),
    );
  }

  toString(): string {
    return this.features.map(({ feature, mean }) => `${feature} ${mean.toFixed(4)}`).join("\n");
  }

  [display](): DisplayBundle {
    const score = this.baseline.toFixed(4);
    const figures = bilingualTable(
      {
        en: `Loss of score when a column is shuffled (score as it is: ${score})`,
        "zh-CN": `打乱某列后得分的损失（原得分 ${score}）`,
      },
      [
        { en: "feature", "zh-CN": "特征" },
        { en: "loss", "zh-CN": "损失" },
        { en: "standard deviation", "zh-CN": "标准差" },
      ],
      this.features.map(({ feature, mean, standardDeviation }) => [
        feature,
        mean.toFixed(4),
        standardDeviation.toFixed(4),
      ]),
    );
    const subtitle = { en: `score as it is: ${score}`, "zh-CN": `原得分 ${score}` };
    return withChart(importances(this, { subtitle }), figures);
  }
}

/**
 * How much a fitted model relies on each column: its score falls when the column's values are dealt to other rows (Breiman 2001;
 * scikit-learn's `permutation_importance`). Use rows that it has not learnt from. Of two columns that say the same, each looks
 * unimportant, for the other still speaks.
 * @param model fitted
 * @param X rows with the columns that it was fitted on
 * @param y what is true of each row
 * @throws ParameterError for options that make no sense, or a scoring that does not fit the model
 */
export async function permutationImportance(
  model: Model,
  X: Features,
  y: Labels,
  options: PermutationImportanceOptions = {},
): Promise<PermutationImportance> {
  const { nRepeats = 5, randomState = 0 } = options;
  const rules = { nRepeats: wholeNumber(1), randomState: seed };
  checkParameters("permutationImportance", { nRepeats, randomState }, rules);
  const score = scorerFor(options.scoring);
  const table = toTable(X);
  await checkpoint(0, table.columnCount * nRepeats, "Permutation importance");
  const baseline = score(model, X, y);
  const random = createRandom(randomState);
  const features: FeatureImportance[] = [];
  for (const [index, column] of table.columns.entries()) {
    const losses: number[] = [];
    for (let repeat = 0; repeat < nRepeats; repeat++) {
      await checkpoint(index * nRepeats + repeat, table.columnCount * nRepeats, "Permutation importance");
      const shuffled = table.withColumn(column.name, column.take(random.permutation(table.rowCount)));
      losses.push(baseline - score(model, likeGiven(shuffled, X), y));
    }
    const { mean, standardDeviation } = new CrossValScores(losses);
    features.push({ feature: column.name, mean, standardDeviation, losses });
  }
  return new PermutationImportance(baseline, features);
}
