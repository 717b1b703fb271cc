import { histogram } from "../../chart/histogram.ts";
import { withChart } from "../../chart/with-chart.ts";
import { createRandom, quietly } from "../../compute/index.ts";
import type { RandomGenerator, RandomSource } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { checkParameters, display, gatherWarnings, seed, takeLabels, wholeNumber } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import { crossValScore } from "./cross-val-score.ts";
import type { CrossValOptions } from "./cross-val-score.ts";
import { groupCodes } from "./group-codes.ts";
import type { GroupCodes } from "./group-codes.ts";

/** What `permutationTestScore` takes. */
export interface PermutationTestOptions extends Omit<CrossValOptions, "sampleWeight"> {
  /** How often targets are mixed; p-values are at least 1 / (nPermutations + 1). Default 100. */
  nPermutations?: number;
  /** Default 0. */
  randomState?: number;
  /** "numpy" mixes as scikit-learn does. Default "pcg32". */
  rng?: RandomGenerator;
}

/** How a model does on targets that mean something, and on mixed ones. */
export class PermutationTest {
  /** The mean over the folds. */
  readonly score: number;
  /** The same with mixed targets, once for each permutation. */
  readonly permutationScores: readonly number[];
  /** How probable such a score is by chance alone. */
  readonly pValue: number;

  constructor(score: number, permutationScores: readonly number[]) {
    this.score = score;
    this.permutationScores = permutationScores;
    const asGood = permutationScores.filter((other) => other >= score).length;
    this.pValue = (asGood + 1) / (permutationScores.length + 1);
  }

  toString(): string {
    return this.describe().en;
  }

  /** How scores of mixed targets are spread, with the score of the real ones in the title. */
  [display](): DisplayBundle {
    const { permutationScores } = this;
    const mean = permutationScores.reduce((sum, value) => sum + value, 0) / permutationScores.length;
    const figures = bilingualTable(
      this.describe(),
      [],
      [
        [{ en: "score", "zh-CN": "得分" }, this.score.toFixed(4)],
        [{ en: "mean score of mixed targets", "zh-CN": "打乱目标后的平均得分" }, mean.toFixed(4)],
        [
          { en: "best score of mixed targets", "zh-CN": "打乱目标后的最高得分" },
          Math.max(...permutationScores).toFixed(4),
        ],
        [{ en: "p-value", "zh-CN": "p 值" }, this.pValue.toFixed(4)],
      ],
    );
    const xTitle = { en: "Score of mixed targets", "zh-CN": "打乱目标后的得分" };
    return withChart(histogram(permutationScores, { title: { ...this.describe() }, xTitle }), figures);
  }

  private describe(): BilingualText {
    const [score, p] = [this.score.toFixed(4), this.pValue.toFixed(4)];
    return { en: `Score ${score}; by chance alone p = ${p}`, "zh-CN": `得分 ${score}；纯属偶然的概率 p = ${p}` };
  }
}

/**
 * Whether a model has found anything at all: its cross-validated score beside those on targets that were mixed at random, scikit-learn's
 * `permutation_test_score` (M. Ojala and G. C. Garriga, "Permutation Tests for Studying Classifier Performance", JMLR 11, 2010,
 * https://jmlr.org/papers/v11/ojala10a.html). Fits folds × (nPermutations + 1) models.
 * @param options.groups targets are mixed within these only
 * @throws ParameterError for options that make no sense, and as `crossValScore`
 */
export async function permutationTestScore(
  model: Model,
  X: Features,
  y: Labels,
  options: PermutationTestOptions = {},
): Promise<PermutationTest> {
  const { nPermutations = 100, randomState = 0, rng, ...validation } = options;
  const rules = { nPermutations: wholeNumber(1), randomState: seed };
  checkParameters("permutationTestScore", { nPermutations, randomState }, rules);
  const random = createRandom(randomState, rng);
  const groups = options.groups === undefined ? undefined : groupCodes(X, options.groups, "permutationTestScore");
  return gatherWarnings(async () => {
    const score = async (labels: Labels, done: number) => {
      const stage = { done, total: nPermutations + 1, label: "Permutation test" };
      return (await quietly(() => crossValScore(model, X, labels, validation), stage)).mean;
    };
    const own = await score(y, 0);
    const mixed: number[] = [];
    for (let done = 0; done < nPermutations; done++) {
      mixed.push(await score(takeLabels(y, mixedRows(y.length, groups, random)), done + 1));
    }
    return new PermutationTest(own, mixed);
  });
}

/** The rows in random order, within groups where there are some. */
function mixedRows(rows: number, groups: GroupCodes | undefined, random: RandomSource): Int32Array {
  if (groups === undefined) return random.permutation(rows);
  const members = groups.names.map((): number[] => []);
  groups.codes.forEach((code, row) => members[code]!.push(row));
  const order = new Int32Array(rows);
  for (const own of members) {
    const places = random.permutation(own.length);
    own.forEach((row, index) => (order[row] = own[places[index]!]!));
  }
  return order;
}
