import { HistGradientBoostingClassifier, RandomForestClassifier, rocAucScore, StratifiedKFold } from "ulm/learn";
import type { Model } from "ulm/learn";
import { studentQuantile } from "ulm/compute";
import { Matrix } from "ulm/data";
import { describe, expect, it } from "vitest";
import fixtures from "../fixtures/prove/tree-scores.json" with { type: "json" };

/** How far our mean area under the ROC curve may lie below scikit-learn's. Nothing is random in boosting: its trees are the same. */
const bounds = { forest: 0.0005, boosting: 0.00001 };

/** The mean area under the curve over five folds, scikit-learn's very folds. */
async function crossValidate(
  create: () => Model,
  X: Matrix,
  y: readonly number[],
  repetition: number,
): Promise<number> {
  const folds = new StratifiedKFold({ nSplits: 5, shuffle: true, randomState: repetition, rng: "numpy" }).split(X, y);
  let sum = 0;
  for (const { train, test } of folds) {
    const model = await create().fit(
      X.take(train),
      Array.from(train, (row) => y[row]!),
    );
    sum += rocAucScore(
      Array.from(test, (row) => y[row]!),
      model.predictProba!(X.take(test)),
    );
  }
  return sum / folds.length;
}

/** As many forests as each of scikit-learn's scores is the mean of, so that less depends on chance. No earlier comparison used these. */
const forestSeeds = [31_000, 32_000, 33_000, 34_000];

describe("areas under the ROC curve are not below scikit-learn 1.9.1's, over ten repeated cross-validations", () => {
  it.each([
    ["forest", forestSeeds, (seed: number) => new RandomForestClassifier({ nEstimators: 500, randomState: seed })],
    ["boosting", [0], () => new HistGradientBoostingClassifier()],
  ] as const)("of %s", async (kind, seeds, create) => {
    const differences: number[] = [];
    for (const [name, { X, y, repetitions, ...scores }] of Object.entries(fixtures)) {
      const matrix = Matrix.fromRows(X);
      const own: number[] = [];
      for (const [index, repetition] of repetitions.entries()) {
        let sum = 0;
        for (const seed of seeds) sum += await crossValidate(() => create(seed + repetition), matrix, y, repetition);
        own.push(sum / seeds.length - scores[kind][index]!);
      }
      console.log(`${kind}, ${name}: ${interval(own)}`);
      differences.push(...own);
    }
    console.log(`${kind}, all: ${interval(differences)}`);
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeGreaterThan(-bounds[kind]);
  });
});

/** The mean difference of repetitions with its 95 % interval, as text. */
function interval(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const reach = studentQuantile(0.975, values.length - 1) * Math.sqrt(variance / values.length);
  const shown = [mean, mean - reach, mean + reach].map((value) => value.toFixed(5));
  return `ours − theirs ${shown[0]} (95 % from ${shown[1]} to ${shown[2]})`;
}
