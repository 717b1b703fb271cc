import { describe, expect, it } from "vitest";
import { display } from "../../../ulm/data/index.ts";
import {
  crossValScore,
  DecisionTreeClassifier,
  HistGradientBoostingClassifier,
  IsolationForest,
  RandomForestClassifier,
  SVR,
} from "../../../ulm/learn/index.ts";

const X = Array.from({ length: 60 }, (_, row) => [row % 7, (row * 5) % 11]);
const y = X.map(([a, b]) => Number(a! + b! > 8));
const tree = new DecisionTreeClassifier({ maxDepth: 2 });

const cases = [
  ["a tree", await tree.clone().fit(X, y), "leaves, depth 2", "个叶子，深度 2"],
  [
    "a forest",
    await new RandomForestClassifier({ nEstimators: 10, oobScore: true }).fit(X, y),
    "10 trees of",
    "10 棵树，平均",
  ],
  ["boosted trees", await new HistGradientBoostingClassifier({ maxIter: 5 }).fit(X, y), "5 iterations", "5 轮迭代"],
  ["an isolation forest", await new IsolationForest({ nEstimators: 10 }).fit(X), "outliers score below", "是异常"],
  ["support vectors", await new SVR().fit(X, y), "of 60 rows are support vectors", "60 行中有"],
  ["scores", await crossValScore(tree, X, y, { cv: 3 }), "over 3 folds", "3 折均值"],
] as const;

describe("models that one line tells", () => {
  it.each(cases)("%s speaks both languages, and English in text", (_what, model, english, chinese) => {
    const html = String(model[display]()["text/html"]);
    expect(html).toContain('<span class="ulm-text" lang="zh-CN">');
    expect(html).toContain(chinese);
    expect(html).toContain(english);
    expect(String(model)).toContain(english);
    expect(String(model)).not.toContain(chinese);
  });

  it("says of one that is not fitted what it would be fitted with", () => {
    expect(new SVR()[display]()["text/plain"]).toContain("SVR (not fitted)");
  });
});
