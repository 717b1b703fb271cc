import { createRandom } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { checkParameters, flag, ParameterError, seed, wholeNumber } from "../../data/index.ts";
import { foldsOrSplitter } from "../validation/fit-folds.ts";
import { SearchModel } from "./search-model.ts";
import type { SearchParams } from "./search-model.ts";

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
 * ones as a grid in a fraction of the time (Bergstra & Bengio 2012, https://jmlr.org/papers/v13/bergstra12a.html).
 * @example new RandomizedSearchCV({ estimator, paramDistributions: { model__C: { low: 0.01, high: 100, log: true } }, nIter: 20 })
 */
export class RandomizedSearchCV extends SearchModel<RandomizedSearchCVParams> {
  readonly type = "RandomizedSearchCV";

  constructor(
    params: Partial<RandomizedSearchCVParams> & Pick<RandomizedSearchCVParams, "estimator" | "paramDistributions">,
  ) {
    super({ paramDistributions: {}, nIter: 10, randomState: 0, scoring: null, cv: 5, refit: true }, params);
    checkParameters(this.type, this.params, {
      nIter: wholeNumber(1),
      randomState: seed,
      cv: foldsOrSplitter,
      refit: flag,
    });
    for (const [name, distribution] of Object.entries(this.params.paramDistributions)) {
      checkDistribution(name, distribution);
    }
  }

  protected candidates(): Record<string, unknown>[] {
    const { paramDistributions, nIter, randomState } = this.params;
    const random = createRandom(randomState);
    return Array.from({ length: nIter }, () =>
      Object.fromEntries(
        Object.entries(paramDistributions).map(([name, distribution]) => [name, draw(distribution, random)]),
      ),
    );
  }
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
