import type {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
} from "../learn/index.ts";
import type { PermutationImportance, ShapValues } from "../trust/index.ts";
import { bar } from "./bar.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";

/** What `featureImportances` is a property of. */
type GrownTrees = Pick<
  DecisionTreeClassifier | DecisionTreeRegressor | RandomForestClassifier | RandomForestRegressor,
  "featureImportances" | "importances"
>;

/**
 * How much each feature matters: the loss of score when it is shuffled, with twice its standard deviation; its mean absolute SHAP
 * value; or, of trees and forests, its share of the decrease in impurity.
 * @param options.most how many features, the most important. Default 20
 */
export function importances(
  of: PermutationImportance | ShapValues | GrownTrees,
  options: ChartOptions & { most?: number } = {},
): Chart {
  const { most = 20 } = options;
  const categoryTitle = { en: "Feature", "zh-CN": "特征" };
  if ("baseline" in of) {
    return bar(of.toTable().head(most), {
      title: { en: "Permutation importance", "zh-CN": "置换重要性" },
      ...options,
      category: "feature",
      value: "importance",
      lower: "lower",
      upper: "upper",
      categoryTitle,
      valueTitle: { en: "Loss of score", "zh-CN": "得分损失" },
    });
  }
  if ("featureImportances" in of) {
    return bar(of.importances().head(most), {
      title: { en: "Importance of features", "zh-CN": "特征重要性" },
      ...options,
      category: "feature",
      value: "importance",
      categoryTitle,
      valueTitle: { en: "Share of the decrease in impurity", "zh-CN": "不纯度下降占比" },
    });
  }
  return bar(of.importances().head(most), {
    title: { en: "Mean absolute SHAP value", "zh-CN": "平均绝对 SHAP 值" },
    ...options,
    category: "feature",
    value: "meanAbsolute",
    categoryTitle,
    valueTitle: { en: "Mean absolute contribution", "zh-CN": "平均绝对贡献" },
  });
}
