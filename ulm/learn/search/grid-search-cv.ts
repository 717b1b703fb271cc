import { checkParameters, flag, ParameterError } from "../../data/index.ts";
import { foldsOrSplitter } from "../validation/fit-folds.ts";
import { SearchModel } from "./search-model.ts";
import type { SearchParams } from "./search-model.ts";

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

  /** @throws ParameterError for an empty grid */
  constructor(params: Partial<GridSearchCVParams> & Pick<GridSearchCVParams, "estimator" | "paramGrid">) {
    super({ paramGrid: {}, scoring: null, cv: 5, refit: true }, params);
    checkParameters(this.type, this.params, { cv: foldsOrSplitter, refit: flag });
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
