import { ParameterError } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";
import type {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  IsolationForest,
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
  | IsolationForest
  | RandomForestClassifier
  | RandomForestRegressor;

/** What a model says: of isolation forests how many questions it takes to tell a row from all others. */
export type TreeUnit = "probability" | "logOdds" | "prediction" | "questions";

/** A model as the sum of its trees. */
export interface TreeSum {
  /** The columns that the trees ask about. */
  readonly featureNames: readonly string[];
  /** The classes that have outputs of their own; `undefined` for what has one output only. */
  readonly classes: readonly Label[] | undefined;
  /** What the sum stands for. */
  readonly unit: TreeUnit;
  /** What each output is without trees. */
  readonly baseline: readonly number[];
  /** All of them, see `firstOutput`. */
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
    case "IsolationForest":
      return meanOfTrees(model, model.trees);
    case "HistGradientBoostingClassifier":
    case "HistGradientBoostingRegressor":
      return boostedTrees(model);
    default:
      throw new ParameterError(
        "treeShap explains decision trees, random and isolation forests and histogram boosting; kernelShap explains any model. Of a " +
          "pipeline explain the last step, on what it sees: treeShap(pipeline.step(name), pipeline.prepare(X)).",
      );
  }
}

function boostedTrees(model: HistGradientBoostingClassifier | HistGradientBoostingRegressor): TreeSum {
  const { baseline, trees, featureNames } = model;
  const isClassifier = model.kind === "classifier";
  return {
    featureNames,
    classes: isClassifier ? model.classes : undefined,
    unit: isClassifier ? "logOdds" : "prediction",
    baseline,
    trees,
    scale: 1,
    firstOutput: (tree) => tree % baseline.length,
  };
}

const unitOfMeans = { classifier: "probability", regressor: "prediction", outlierDetector: "questions" } as const;

function meanOfTrees(
  model: Exclude<TreeModel, HistGradientBoostingClassifier | HistGradientBoostingRegressor>,
  trees: readonly Tree[],
): TreeSum {
  const classes = model.kind === "classifier" ? model.classes : undefined;
  return {
    featureNames: model.featureNames,
    classes,
    unit: unitOfMeans[model.kind],
    baseline: (classes ?? [0]).map(() => 0),
    trees,
    scale: 1 / trees.length,
    firstOutput: () => 0,
  };
}
