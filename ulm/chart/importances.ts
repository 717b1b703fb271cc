import type {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
} from "../learn/index.ts";
import type { Table } from "../data/index.ts";
import type { PermutationImportance, ShapValues } from "../trust/index.ts";
import { bar } from "./bar.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { shortNames } from "./short-names.ts";

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
  if ("baseline" in of) {
    return bar(withShortNames(of.toTable().head(most)), {
      title: { en: "Permutation importance", "zh-CN": "置换重要性" },
      ...options,
      category: "feature",
      value: "importance",
      lower: "lower",
      upper: "upper",
      categoryTitle: null,
      valueTitle: { en: "Loss of score", "zh-CN": "得分损失" },
      reading: {
        en: "How much the score falls when a column is shuffled; lines: ± 2 standard deviations",
        "zh-CN": "打乱某列后得分下降多少；线段为 ±2 个标准差",
      },
    });
  }
  if ("featureImportances" in of) {
    return bar(withShortNames(of.importances().head(most)), {
      title: { en: "Importance of features", "zh-CN": "特征重要性" },
      ...options,
      category: "feature",
      value: "importance",
      categoryTitle: null,
      valueTitle: { en: "Share of the decrease in impurity", "zh-CN": "不纯度下降占比" },
      reading: {
        en: "How much of what the trees learnt came from questions about a column; those of many values get too much",
        "zh-CN": "树所学到的内容中，来自对该列提问的占比；取值多的列会被高估",
      },
    });
  }
  return bar(withShortNames(of.importances().head(most)), {
    title: { en: "Mean absolute SHAP value", "zh-CN": "平均绝对 SHAP 值" },
    ...options,
    category: "feature",
    value: "meanAbsolute",
    categoryTitle: null,
    valueTitle: { en: "Mean absolute contribution", "zh-CN": "平均绝对贡献" },
    reading: {
      en: "How far a feature moves the output of a row on average, up or down",
      "zh-CN": "某特征平均将一行的输出推动多少（不论升降）",
    },
  });
}

function withShortNames(table: Table): Table {
  return table.withColumn("feature", shortNames(table.column("feature").toArray() as string[]));
}
