import { createRandom } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { checkParameters, ParameterError, seed, warn, wholeNumber } from "../../data/index.ts";
import { searchDefaults, SearchModel, searchRules } from "./search-model.ts";
import type { SearchParams } from "./search-model.ts";
import { checkRefit } from "./search-scoring.ts";
import { reviveValues } from "./values-as-json.ts";

/** Values to draw from: a list, or a range, of whole numbers if `integer`, evenly in the logarithm if `log`. */
export type ParamDistribution =
  | readonly unknown[]
  | { readonly low: number; readonly high: number; readonly log?: boolean; readonly integer?: boolean };

/** What `RandomizedSearchCV` takes; `estimator` and `paramDistributions` must be given. */
export interface RandomizedSearchCVParams extends SearchParams {
  /** What to draw from for each parameter, by name; those of a step of a pipeline as `step__name`. */
  paramDistributions: Readonly<Record<string, ParamDistribution>>;
  /** How many combinations are tried. Default 10. */
  nIter: number;
  /** Default 0. */
  randomState: number;
}

/**
 * Tries random combinations of parameters by cross-validation, scikit-learn's `RandomizedSearchCV`: with many parameters it finds as good
 * ones as a grid in a fraction of the time (Bergstra & Bengio 2012, https://jmlr.org/papers/v13/bergstra12a.html). Where all are lists no
 * combination is tried twice, and a smaller grid is tried as a whole, with a warning.
 * @example new RandomizedSearchCV({ estimator, paramDistributions: { model__C: { low: 0.01, high: 100, log: true } }, nIter: 20 })
 */
export class RandomizedSearchCV extends SearchModel<RandomizedSearchCVParams> {
  readonly type = "RandomizedSearchCV";
  protected readonly tried = "paramDistributions";

  constructor(
    params: Partial<RandomizedSearchCVParams> & Pick<RandomizedSearchCVParams, "estimator" | "paramDistributions">,
  ) {
    const paramDistributions = reviveValues(params.paramDistributions) as typeof params.paramDistributions;
    const defaults = { paramDistributions: {}, nIter: 10, randomState: 0, ...searchDefaults };
    super(defaults, { ...params, paramDistributions });
    checkParameters(this.type, this.params, { ...searchRules, nIter: wholeNumber(1), randomState: seed });
    checkRefit(this.type, this.params.scoring, this.params.refit);
    for (const [name, distribution] of Object.entries(this.params.paramDistributions)) {
      checkDistribution(name, distribution);
    }
  }

  protected candidates(): Record<string, unknown>[] {
    const { paramDistributions, nIter, randomState } = this.params;
    const random = createRandom(randomState);
    const distributions = Object.entries(paramDistributions);
    if (distributions.every((entry): entry is [string, readonly unknown[]] => !isRange(entry[1]))) {
      return drawCombinations(distributions, nIter, random);
    }
    return Array.from({ length: nIter }, () =>
      Object.fromEntries(distributions.map(([name, distribution]) => [name, draw(distribution, random)])),
    );
  }
}

/** Combinations of values of lists, none of them twice. */
function drawCombinations(
  lists: readonly (readonly [string, readonly unknown[]])[],
  nIter: number,
  random: RandomSource,
): Record<string, unknown>[] {
  const all = lists.reduce((product, [, values]) => product * values.length, 1);
  if (all < nIter) {
    warn("RandomizedSearchCV", {
      en: `There are ${all} combinations, fewer than nIter = ${nIter}: each is tried once. GridSearchCV does the same.`,
      "zh-CN": `组合只有 ${all} 种，少于 nIter = ${nIter}：每种各试一次，与 GridSearchCV 相同。`,
    });
  }
  // Where most are drawn it is quicker to put all into a random order than to wait for those that are left.
  if (all <= 2 * nIter) {
    const order = random.permutation(all).subarray(0, nIter);
    return Array.from(order, (place) => {
      let rest = place;
      return combine(lists, (length) => {
        const index = rest % length;
        rest = Math.floor(rest / length);
        return index;
      });
    });
  }
  const drawn = new Map<string, Record<string, unknown>>();
  while (drawn.size < nIter) {
    const places: number[] = [];
    const combination = combine(lists, (length) => {
      const index = random.integer(length);
      places.push(index);
      return index;
    });
    drawn.set(places.join(), combination);
  }
  return [...drawn.values()];
}

/** @param choose which value of so many */
function combine(
  lists: readonly (readonly [string, readonly unknown[]])[],
  choose: (length: number) => number,
): Record<string, unknown> {
  return Object.fromEntries(lists.map(([name, values]) => [name, values[choose(values.length)]]));
}

function isRange(distribution: ParamDistribution): distribution is Exclude<ParamDistribution, readonly unknown[]> {
  return !Array.isArray(distribution);
}

function draw(distribution: ParamDistribution, random: RandomSource): unknown {
  if (!isRange(distribution)) return distribution[random.integer(distribution.length)];
  const { low, high, log = false, integer = false } = distribution;
  // Whole numbers up to `high` itself, each equally probable.
  const top = integer ? high + 1 : high;
  const share = random.random();
  const value = log ? low * (top / low) ** share : low + (top - low) * share;
  return integer ? Math.min(high, Math.floor(value)) : value;
}

function checkDistribution(name: string, distribution: ParamDistribution): void {
  const problem = isRange(distribution) ? rangeProblem(distribution) : distribution.length === 0 ? "no values" : "";
  if (problem) throw new ParameterError(`RandomizedSearchCV: paramDistributions has ${problem} for "${name}".`);
}

function rangeProblem({ low, high, log, integer }: Exclude<ParamDistribution, readonly unknown[]>): string {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) return "no range that rises from low to high";
  if (log && low <= 0) return "a logarithmic range that does not start above 0";
  if (integer && !(Number.isInteger(low) && Number.isInteger(high))) return "a range of whole numbers with other ends";
  return "";
}
