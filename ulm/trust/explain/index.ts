/** Why a model says what it says. */
export { Counterfactuals, counterfactuals } from "./counterfactuals.ts";
export type { Counterfactual, CounterfactualOptions } from "./counterfactuals.ts";
export { kernelShap } from "./kernel-shap.ts";
export type { KernelShapOptions } from "./kernel-shap.ts";
export { lime, LimeExplanation } from "./lime.ts";
export type { LimeOptions } from "./lime.ts";
export { PartialDependence, partialDependence } from "./partial-dependence.ts";
export type { PartialDependenceOptions } from "./partial-dependence.ts";
export { PermutationImportance, permutationImportance } from "./permutation-importance.ts";
export type { FeatureImportance, PermutationImportanceOptions } from "./permutation-importance.ts";
export { ShapValues } from "./shap-values.ts";
export { treeShap } from "./tree-shap.ts";
export type { TreeShapOptions } from "./tree-shap.ts";
export type { TreeModel } from "./tree-sum.ts";
