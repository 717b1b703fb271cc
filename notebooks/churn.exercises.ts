import type { Exercise, Exercises, Outcome, Scope } from "./exercise.ts";
import type { Localized } from "./localized.ts";
import {
  cellsAboveNotRun,
  correct,
  explainMistake,
  incorrect,
  isNear,
  notAttempted,
  type KnownMistake,
} from "./outcome.ts";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** z = −3.5 + 0.5 × 40 + 1.2 × 2 − 0.8 × 25. */
const Z = -1.1;

const probability: Exercise = {
  id: "probability",
  title: { en: "Another user", "zh-CN": "另一位用户" },
  check: checkProbability,
  hints: [
    {
      en: "Compute z first: the intercept plus each coefficient times its feature. Then turn z into a probability.",
      "zh-CN": "先计算 z：截距加上各系数与特征之积，再把 z 变成概率。",
    },
    {
      en: "The intercept is −3.5 and the coefficient of the minutes is −0.8: both stand in `article` with their signs.",
      "zh-CN": "截距是 −3.5，浏览分钟数的系数是 −0.8：它们连同符号都在 `article` 中。",
    },
    {
      en: "z = −3.5 + 0.5 × 40 + 1.2 × 2 − 0.8 × 25 = −1.1. The function `sigmoid` is defined above.",
      "zh-CN": "z = −3.5 + 0.5 × 40 + 1.2 × 2 − 0.8 × 25 = −1.1。函数 `sigmoid` 上面已经定义。",
    },
  ],
  solution: `const probability = sigmoid(article.intercept + article.age * 40 + article.purchases * 2 + article.minutes * 25);
probability`,
};

function checkProbability(scope: Scope): Outcome {
  const answer = scope.get("probability");
  if (answer === undefined) {
    return notAttempted({
      en: "Define `probability` in the cell and run it.",
      "zh-CN": "请在单元格中定义 `probability` 并运行。",
    });
  }
  if (typeof answer !== "number" || Number.isNaN(answer)) {
    return incorrect({ en: "`probability` should be a number.", "zh-CN": "`probability` 应当是一个数。" });
  }
  if (isNear(answer, sigmoid(Z))) {
    return correct({
      en: "Right: z = −1.1, and the probability is about 0.25.",
      "zh-CN": "正确：z = −1.1，概率约为 0.25。",
    });
  }
  return incorrect(
    mistakes(answer) ?? { en: "Not yet. Check z: it should be −1.1.", "zh-CN": "还不对。检查一下 z：它应当是 −1.1。" },
  );
}

function mistakes(answer: number): Localized | undefined {
  const known: KnownMistake[] = [
    [
      Z,
      { en: "That is z, the log-odds. Turn it into a probability.", "zh-CN": "这是 z，即对数几率。还要把它变成概率。" },
    ],
    [Math.exp(Z), { en: "Those are the odds P / (1 − P), not P.", "zh-CN": "这是几率 P / (1 − P)，而不是 P。" }],
    [
      1 - sigmoid(Z),
      {
        en: "That is the probability of staying: check the sign of z in the exponent.",
        "zh-CN": "这是留下的概率：检查指数中 z 的符号。",
      },
    ],
    [
      sigmoid(Z + 7),
      {
        en: "The intercept is −3.5, not 3.5: the article loses the same sign.",
        "zh-CN": "截距是 −3.5，不是 3.5：文章丢掉的也正是这个负号。",
      },
    ],
    [sigmoid(Z + 3.5), { en: "The intercept is missing.", "zh-CN": "漏掉了截距。" }],
    [sigmoid(Z + 40), { en: "The coefficient of the minutes is negative.", "zh-CN": "浏览分钟数的系数是负的。" }],
  ];
  if (Math.abs(answer - 100 * sigmoid(Z)) < 0.2) {
    return {
      en: "Right in per cent; write it as a number from 0 to 1.",
      "zh-CN": "按百分数算是对的，请写成 0 到 1 之间的数。",
    };
  }
  return explainMistake(answer, known);
}

const COST = 30;
const SUCCESS = 0.4;
const VALUE = 250;
const BREAK_EVEN = COST / (SUCCESS * VALUE);

const threshold: Exercise = {
  id: "threshold",
  title: { en: "A dearer coupon", "zh-CN": "更贵的优惠券" },
  check: checkThreshold,
  hints: [
    {
      en: "A contact pays when what it brings on average is more than what it costs. What does it bring for a user with risk p?",
      "zh-CN": "平均收益大于成本，联系才划算。对风险为 p 的用户，联系一次平均能带来多少？",
    },
    {
      en: "It brings p × 0.4 × 250 yuan and costs 30. Solve for the p at which both are equal.",
      "zh-CN": "平均带来 p × 0.4 × 250 元，成本 30 元。求两者相等时的 p。",
    },
    {
      en: "The threshold is 30 / (0.4 × 250). Count the entries of `risk` above it: `risk.filter((p) => p > threshold).length`.",
      "zh-CN":
        "阈值为 30 / (0.4 × 250)。再数一数 `risk` 中超过它的有多少：`risk.filter((p) => p > threshold).length`。",
    },
  ],
  solution: `const threshold = 30 / (0.4 * 250);
const contacted = risk.filter((p) => p > threshold).length;
({ threshold, contacted })`,
};

function checkThreshold(scope: Scope): Outcome {
  const answer = scope.get("threshold");
  const contacted = scope.get("contacted");
  if (answer === undefined && contacted === undefined) {
    return notAttempted({
      en: "Define `threshold` and `contacted` in the cell and run it.",
      "zh-CN": "请在单元格中定义 `threshold` 和 `contacted` 并运行。",
    });
  }
  if (typeof answer !== "number" || !isNear(answer, BREAK_EVEN)) return incorrect(thresholdMistake(answer));
  return checkContacted(scope, contacted);
}

function thresholdMistake(answer: unknown): Localized {
  const near = (value: number) => typeof answer === "number" && isNear(answer, value);
  if (answer === undefined) return { en: "`threshold` is still missing.", "zh-CN": "还没有定义 `threshold`。" };
  if (near(0.5)) {
    return {
      en: "One half would be right only if contacting a stayer cost as much as losing a leaver.",
      "zh-CN": "只有当联系一位留存者的代价与失去一位流失者相等时，二分之一才是对的。",
    };
  }
  if (near(COST / VALUE)) {
    return {
      en: "Not every contact succeeds: only 2 of 5 leavers come back.",
      "zh-CN": "并非每次联系都成功：5 位流失者中只有 2 位会回来。",
    };
  }
  if (near(0.2)) {
    return {
      en: "That is the threshold of the old coupon. Put in the new figures.",
      "zh-CN": "这是旧优惠券的阈值，请代入新的数字。",
    };
  }
  return {
    en: "Not the threshold. At which risk does a contact bring exactly what it costs?",
    "zh-CN": "阈值不对。风险为多少时，联系一次的收益恰好等于成本？",
  };
}

function checkContacted(scope: Scope, contacted: unknown): Outcome {
  const risk = scope.get("risk");
  if (!isNumbers(risk)) return cellsAboveNotRun("risk");
  if (contacted === undefined) {
    return incorrect({
      en: "The threshold is right. Now count: `contacted` is missing.",
      "zh-CN": "阈值正确。接下来数人数：还没有定义 `contacted`。",
    });
  }
  const count = Array.isArray(contacted) ? contacted.length : contacted;
  const expected = risk.filter((p) => p > BREAK_EVEN).length;
  if (count === expected) {
    return correct({
      en: `Right: from a risk of 0.30 on a contact pays, for ${expected} users of the test set.`,
      "zh-CN": `正确：风险达到 0.30，联系就划算；测试集中有 ${expected} 位这样的用户。`,
    });
  }
  const probabilities = scope.get("probabilities");
  if (isNumbers(probabilities) && count === probabilities.filter((p) => p > BREAK_EVEN).length) {
    return incorrect({
      en: "You counted the model's own probabilities. The shop's users leave less often than the balanced file's: use `risk`.",
      "zh-CN": "你用的是模型原始的概率。商店里的用户不像平衡后的文件中那样常流失：请用 `risk`。",
    });
  }
  return incorrect({
    en: "The threshold is right, but not the count: how many entries of `risk` lie above it?",
    "zh-CN": "阈值正确，但人数不对：`risk` 中有多少个值超过它？",
  });
}

function isNumbers(value: unknown): value is readonly number[] | Float64Array {
  return value instanceof Float64Array || (Array.isArray(value) && value.every((item) => typeof item === "number"));
}

export default [probability, threshold] satisfies Exercises;
