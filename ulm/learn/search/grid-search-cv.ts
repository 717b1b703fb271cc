import { checkParameters, ParameterError } from "../../data/index.ts";
import { searchDefaults, SearchModel, searchRules } from "./search-model.ts";
import type { SearchParams } from "./search-model.ts";
import { checkRefit } from "./search-scoring.ts";
import { reviveValues } from "./values-as-json.ts";

/** Values to try for each parameter, by name; those of a step of a pipeline as `step__name`. */
export type ParamGrid = Readonly<Record<string, readonly unknown[]>>;

/** What `GridSearchCV` takes; `estimator` and `paramGrid` must be given. */
export interface GridSearchCVParams extends SearchParams {
  /** Every combination is tried; of several grids, the combinations of each. */
  paramGrid: ParamGrid | readonly ParamGrid[];
}

/**
 * Tries every combination of parameters by cross-validation, scikit-learn's `GridSearchCV`, and then is the best model, fitted on all
 * rows: `new GridSearchCV({ estimator: pipeline, paramGrid: { model__C: [0.1, 1, 10] }, scoring: "rocAuc" })`.
 */
export class GridSearchCV extends SearchModel<GridSearchCVParams> {
  readonly type = "GridSearchCV";
  protected readonly tried = "paramGrid";

  /** @throws ParameterError for an empty grid */
  constructor(params: Partial<GridSearchCVParams> & Pick<GridSearchCVParams, "estimator" | "paramGrid">) {
    const paramGrid = reviveValues(params.paramGrid) as GridSearchCVParams["paramGrid"];
    super({ paramGrid: {}, ...searchDefaults }, { ...params, paramGrid });
    checkParameters(this.type, this.params, searchRules);
    checkRefit(this.type, this.params.scoring, this.params.refit);
    for (const grid of grids(this.params.paramGrid)) {
      for (const [name, values] of Object.entries(grid)) {
        if (Array.isArray(values) && values.length > 0) continue;
        throw new ParameterError(`GridSearchCV: paramGrid has no values for "${name}"; give an array of them.`);
      }
    }
  }

  /** The later names change fastest. */
  protected candidates(): Record<string, unknown>[] {
    return grids(this.params.paramGrid).flatMap((grid) =>
      Object.entries(grid).reduce<Record<string, unknown>[]>(
        (found, [name, values]) => found.flatMap((params) => values.map((value) => ({ ...params, [name]: value }))),
        [{}],
      ),
    );
  }
}

function grids(paramGrid: ParamGrid | readonly ParamGrid[]): readonly ParamGrid[] {
  return Array.isArray(paramGrid) ? (paramGrid as readonly ParamGrid[]) : [paramGrid as ParamGrid];
}
