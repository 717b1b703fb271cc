import type { BilingualText } from "../../data/index.ts";
import { MetaModel, Pipeline } from "../../learn/index.ts";
import type { AnyEstimator, Model } from "../../learn/index.ts";

/** What the model says about its own fit. */
export interface FitFacts {
  /** The class of the model, of a pipeline of its last step as well: "Pipeline › LogisticRegression". */
  readonly type: string;
  /** All parameters. */
  readonly params: object;
  /** Whether every solver inside came to an end; `null` when none says. */
  readonly converged: boolean | null;
  /** What was doubtful about the fits inside; each once. */
  readonly warnings: readonly BilingualText[];
}

/** What a fitted model and the models inside it say of their fits. */
export function fitFacts(model: Model): FitFacts {
  const inner = modelsInside(model);
  const warnings = inner.flatMap((one) => ("warnings" in one ? (one.warnings as readonly BilingualText[]) : []));
  const said = inner.flatMap((one) => ("converged" in one ? [Boolean(one.converged)] : []));
  return {
    type: [...new Set(inner.map(({ type }) => type))].join(" › "),
    params: model.getParams(),
    converged: said.length === 0 ? null : said.every(Boolean),
    warnings: [...new Map(warnings.map((warning) => [warning.en, warning])).values()],
  };
}

/** The model and the fitted models it is made of: the last step of a pipeline, the best of a search, those of a calibration. */
function modelsInside(model: AnyEstimator): AnyEstimator[] {
  if (model instanceof Pipeline) {
    const steps = model.getParams().steps;
    return [model, ...modelsInside(model.step(steps.at(-1)![0]))];
  }
  if (model instanceof MetaModel) return [model, ...model.fittedModels.flatMap(modelsInside)];
  return [model];
}
