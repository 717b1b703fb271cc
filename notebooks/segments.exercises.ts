import type { Exercise, Exercises, Outcome, Scope } from "./exercise.ts";
import {
  cellsAboveNotRun,
  correct,
  explainMistake,
  incorrect,
  isNear,
  notAttempted,
  type KnownMistake,
} from "./outcome.ts";

const AMOUNT = 500;

const z: Exercise = {
  id: "z",
  title: { en: "A standardised amount", "zh-CN": "标准化后的金额" },
  check: checkZ,
  hints: [
    {
      en: "Subtract the mean of `purchase_amount`, then divide by its standard deviation.",
      "zh-CN": "减去 `purchase_amount` 的均值，再除以它的标准差。",
    },
    {
      en: "You can also let the scaler do it: transform a row whose third value is 500, and take the third value of the result.",
      "zh-CN": "也可以让 `scaler` 来算：变换一行，其第三个值为 500，再取结果的第三个值。",
    },
    {
      en: "`scaler.transform([[0, 0, 500]])` has it in its last column: `.get(0, 2)`.",
      "zh-CN": "`scaler.transform([[0, 0, 500]])` 的最后一列就是答案：`.get(0, 2)`。",
    },
  ],
  solution: `const amounts = users.column("purchase_amount").toArray().map(Number);
const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
const variance = amounts.reduce((sum, amount) => sum + (amount - mean) ** 2, 0) / amounts.length;
const z = (500 - mean) / Math.sqrt(variance);
z`,
};

function checkZ(scope: Scope): Outcome {
  const answer = scope.get("z");
  if (answer === undefined) {
    return notAttempted({ en: "Define `z` in the cell and run it.", "zh-CN": "请在单元格中定义 `z` 并运行。" });
  }
  const amounts = amountsIn(scope);
  if (amounts === undefined) return cellsAboveNotRun("users");
  if (typeof answer !== "number" || Number.isNaN(answer)) {
    return incorrect({ en: "`z` should be a number.", "zh-CN": "`z` 应当是一个数。" });
  }
  const { mean, deviation } = momentsOf(amounts);
  const expected = (AMOUNT - mean) / deviation;
  // The standard deviation that `describe` shows divides by n − 1: as good.
  if (isNear(answer, expected) || isNear(answer, expected * Math.sqrt(1 - 1 / amounts.length))) {
    return correct({
      en: `Right: ${expected.toFixed(2)} standard deviations above the mean.`,
      "zh-CN": `正确：比均值高 ${expected.toFixed(2)} 个标准差。`,
    });
  }
  return incorrect(
    explainMistake(answer, zMistakes(mean, deviation)) ?? {
      en: "Not yet. How far is 500 from the mean, in standard deviations?",
      "zh-CN": "还不对。500 离均值有多远？以标准差为单位。",
    },
  );
}

function zMistakes(mean: number, deviation: number): KnownMistake[] {
  return [
    [(mean - AMOUNT) / deviation, { en: "The sign is the wrong way round.", "zh-CN": "正负号反了。" }],
    [AMOUNT / deviation, { en: "Subtract the mean first.", "zh-CN": "先减去均值。" }],
    [
      AMOUNT - mean,
      { en: "That is in yuan: divide by the standard deviation.", "zh-CN": "这是以元计的差：再除以标准差。" },
    ],
    [
      (AMOUNT - mean) / deviation ** 2,
      { en: "You divided by the variance; take its square root.", "zh-CN": "你除以的是方差，还要开平方。" },
    ],
  ];
}

function amountsIn(scope: Scope): number[] | undefined {
  const users = scope.get("users") as { column?(name: string): { toArray(): unknown[] } } | undefined;
  return users?.column?.("purchase_amount").toArray().map(Number);
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

const fanCount: Exercise = {
  id: "fanCount",
  title: { en: "The best customers", "zh-CN": "最好的顾客" },
  check: checkFanCount,
  hints: [
    {
      en: "`clusters.clusterCenters` holds one centre for each cluster; its third value belongs to the spending.",
      "zh-CN": "`clusters.clusterCenters` 中每类有一个中心，其第三个值对应消费金额。",
    },
    {
      en: "Find the cluster with the largest third value, and count how often its number stands in `clusters.labels`.",
      "zh-CN": "找出第三个值最大的类，再数一数它的编号在 `clusters.labels` 中出现多少次。",
    },
    {
      en: "The scaled centres do for this: scaling keeps the order.",
      "zh-CN": "直接用标准化后的中心即可：标准化不改变大小次序。",
    },
  ],
  solution: `const spending = clusters.clusterCenters.map(([, , amount]) => amount);
const fans = spending.indexOf(Math.max(...spending));
const fanCount = Array.from(clusters.labels).filter((label) => label === fans).length;
fanCount`,
};

interface Clustering {
  labels: ArrayLike<number>;
  clusterCenters: number[][];
}

function checkFanCount(scope: Scope): Outcome {
  const answer = scope.get("fanCount");
  if (answer === undefined) {
    return notAttempted({
      en: "Define `fanCount` in the cell and run it.",
      "zh-CN": "请在单元格中定义 `fanCount` 并运行。",
    });
  }
  const [clusters, listed] = ["clusters", "listed"].map((name) => scope.get(name) as Clustering | undefined);
  if (clusters === undefined) return cellsAboveNotRun("clusters");
  const expected = sizeOfDearest(clusters);
  if (answer === expected) {
    return correct({
      en: `Right: ${expected} users, who also browse the longest.`,
      "zh-CN": `正确：${expected} 位用户，他们浏览的时间也最长。`,
    });
  }
  if (listed !== undefined && answer === sizeOfDearest(listed)) {
    return incorrect({
      en: "That is the article's clustering, without standardising: it cuts them in two. Use `clusters`.",
      "zh-CN": "这是文章未经标准化的聚类，它把这些用户劈成了两半。请用 `clusters`。",
    });
  }
  return incorrect({
    en: "Not the cluster with the highest spending. Which column of the centres is the spending?",
    "zh-CN": "这不是消费最高的一类。中心的哪一列是消费金额？",
  });
}

function sizeOfDearest({ labels, clusterCenters }: Clustering): number {
  const spending = clusterCenters.map((centre) => centre[2]!);
  const dearest = spending.indexOf(Math.max(...spending));
  return Array.from(labels).filter((label) => label === dearest).length;
}

export default [z, fanCount] satisfies Exercises;
