import { ParameterError } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";
import type {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
  Tree,
} from "../../learn/index.ts";

/** Models whose answer is a weighted sum of trees. */
export type TreeModel =
  | DecisionTreeClassifier
  | DecisionTreeRegressor
  | HistGradientBoostingClassifier
  | HistGradientBoostingRegressor
  | RandomForestClassifier
  | RandomForestRegressor;

/** A model as the sum of its trees. */
export interface TreeSum {
  readonly featureNames: readonly string[];
  /** The classes that have outputs of their own; `undefined` for a regression. */
  readonly classes: readonly Label[] | undefined;
  /** Of classifiers: whether outputs are probabilities or log odds. */
  readonly unit: "probability" | "logOdds";
  /** What each output is without trees. */
  readonly baseline: readonly number[];
  readonly trees: readonly Tree[];
  /** Each tree is counted this much. */
  readonly scale: number;
  /** Tree t speaks for the outputs from `firstOutput(t)` on, as many as it is wide. */
  firstOutput(tree: number): number;
}

/** @throws ParameterError for a model that is not made of trees */
export function treeSum(model: TreeModel): TreeSum {
  switch (model.type) {
    case "DecisionTreeClassifier":
    case "DecisionTreeRegressor":
      return meanOfTrees(model, [model.tree]);
    case "RandomForestClassifier":
    case "RandomForestRegressor":
      return meanOfTrees(model, model.trees);
    case "HistGradientBoostingClassifier":
    case "HistGradientBoostingRegressor":
      return boostedTrees(model);
    default:
      throw new ParameterError(
        "treeShap explains decision trees, random forests and histogram boosting; kernelShap explains any model. Of a pipeline " +
          "explain the last step, on what it sees: treeShap(pipeline.step(name), pipeline.prepare(X)).",
      );
  }
}

function boostedTrees(model: HistGradientBoostingClassifier | HistGradientBoostingRegressor): TreeSum {
  const { baseline, trees, featureNames } = model;
  return {
    featureNames,
    classes: model.kind === "classifier" ? model.classes : undefined,
    unit: "logOdds",
    baseline,
    trees,
    scale: 1,
    firstOutput: (tree) => tree % baseline.length,
  };
}

function meanOfTrees(
  model: DecisionTreeClassifier | DecisionTreeRegressor | RandomForestClassifier | RandomForestRegressor,
  trees: readonly Tree[],
): TreeSum {
  const classes = model.kind === "classifier" ? model.classes : undefined;
  return {
    featureNames: model.featureNames,
    classes,
    unit: "probability",
    baseline: (classes ?? [0]).map(() => 0),
    trees,
    scale: 1 / trees.length,
    firstOutput: () => 0,
  };
}
