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

const gini: Exercise = {
  id: "gini",
  title: { en: "The impurity at the root", "zh-CN": "根节点的不纯度" },
  check: checkGini,
  hints: [
    {
      en: "You need the share of leavers among the training rows; the share of stayers is the rest.",
      "zh-CN": "需要训练集中流失者的占比；其余就是留存者的占比。",
    },
    {
      en: "`split.yTrain.toArray()` is an array of 0 and 1: its mean is the share p of leavers.",
      "zh-CN": "`split.yTrain.toArray()` 是由 0 和 1 组成的数组，其均值就是流失者的占比 p。",
    },
    {
      en: "G = 1 − p² − (1 − p)².",
      "zh-CN": "代入 G = 1 − p² − (1 − p)²。",
    },
  ],
  solution: `const labels = split.yTrain.toArray().map(Number);
const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
const gini = 1 - share ** 2 - (1 - share) ** 2;
gini`,
};

function checkGini(scope: Scope): Outcome {
  const answer = scope.get("gini");
  if (answer === undefined) {
    return notAttempted({ en: "Define `gini` in the cell and run it.", "zh-CN": "请在单元格中定义 `gini` 并运行。" });
  }
  const shares = leaverShares(scope);
  if (shares === undefined) return cellsAboveNotRun(scope.has("split") ? "y" : "split");
  if (typeof answer !== "number" || Number.isNaN(answer)) {
    return incorrect({ en: "`gini` should be a number.", "zh-CN": "`gini` 应当是一个数。" });
  }
  const expected = impurity(shares.train);
  if (isNear(answer, expected)) {
    return correct({
      en: `Right: ${expected.toFixed(3)}. The tree's first question takes some of that away, and so does each one after it.`,
      "zh-CN": `正确：${expected.toFixed(3)}。树的第一个问题会消除其中一部分，之后的每个问题也是如此。`,
    });
  }
  return incorrect(
    explainMistake(answer, giniMistakes(shares)) ?? {
      en: "Not yet. Square the share of each class, and subtract both squares from 1.",
      "zh-CN": "还不对。把每一类的占比平方，再从 1 中减去这两个平方。",
    },
  );
}

interface LeaverShares {
  train: number;
  all: number;
}

function leaverShares(scope: Scope): LeaverShares | undefined {
  const train = meanLabel((scope.get("split") as { yTrain?: unknown } | undefined)?.yTrain);
  const all = meanLabel(scope.get("y"));
  return train === undefined || all === undefined ? undefined : { train, all };
}

function meanLabel(column: unknown): number | undefined {
  const labels = (column as { toArray?(): unknown[] } | undefined)?.toArray?.().map(Number);
  if (labels === undefined || labels.length === 0) return undefined;
  return labels.reduce((sum, label) => sum + label, 0) / labels.length;
}

const impurity = (share: number) => 1 - share ** 2 - (1 - share) ** 2;

function giniMistakes({ train, all }: LeaverShares): KnownMistake[] {
  return [
    [
      impurity(all),
      {
        en: "That is the impurity of all 650 rows. The tree sees the training rows only.",
        "zh-CN": "这是全部 650 行的不纯度，而树只看到训练集。",
      },
    ],
    [
      train,
      { en: "That is the share of leavers. Square the shares.", "zh-CN": "这是流失者的占比，还要把两个占比平方。" },
    ],
    [
      train * (1 - train),
      {
        en: "Half of it: p(1 − p) counts each mixed pair once, and there are two orders.",
        "zh-CN": "只有一半：p(1 − p) 对每种混合只算了一次，而次序有两种。",
      },
    ],
    [
      train ** 2 + (1 - train) ** 2,
      { en: "That is the purity: subtract it from 1.", "zh-CN": "这是纯度：用 1 减去它。" },
    ],
    [
      1 - train ** 2,
      { en: "Both classes count: subtract (1 − p)² as well.", "zh-CN": "两类都要算：还要减去 (1 − p)²。" },
    ],
  ];
}

const f1: Exercise = {
  id: "f1",
  title: { en: "One number for the leavers", "zh-CN": "用一个数概括流失者" },
  check: checkF1,
  hints: [
    {
      en: "Precision and recall of class 1 follow from the second column and the second row of the matrix.",
      "zh-CN": "类 1 的精确率和召回率分别由矩阵的第二列和第二行得出。",
    },
    {
      en: "Both stand in `implied`: P = 10/22 and R = 10/18.",
      "zh-CN": "两者都在 `implied` 中：P = 10/22，R = 10/18。",
    },
    {
      en: "2PR/(P + R) is also 2 × 10 / (22 + 18).",
      "zh-CN": "2PR/(P + R) 也等于 2 × 10 / (22 + 18)。",
    },
  ],
  solution: `const [P, R] = [implied["precision 1"], implied["recall 1"]];
const f1 = (2 * P * R) / (P + R);
f1`,
};

/** From the article's matrix: 10 of 22 predicted leavers had left, and 10 of 18 leavers were found. */
const F1 = 0.5;

const f1Mistakes: KnownMistake[] = [
  [
    0.75,
    {
      en: "That is what the article prints for class 1. Use its matrix, not its report.",
      "zh-CN": "这是文章为类 1 印出的数字。请用它的矩阵，而不是它的报告。",
    },
  ],
  [
    (10 / 22 + 10 / 18) / 2,
    { en: "That is the arithmetic mean; F1 is the harmonic one.", "zh-CN": "这是算术平均，F1 是调和平均。" },
  ],
  [200 / 220, { en: "That is class 0, those who stayed.", "zh-CN": "这是类 0，即留存者。" }],
  [10 / 22, { en: "That is the precision alone.", "zh-CN": "这只是精确率。" }],
  [10 / 18, { en: "That is the recall alone.", "zh-CN": "这只是召回率。" }],
  [
    110 / 130,
    { en: "That is the accuracy, which hardly looks at the leavers.", "zh-CN": "这是准确率，它几乎不看流失者。" },
  ],
  [F1 / 2, { en: "Do not forget the 2 in front: 2PR / (P + R).", "zh-CN": "别忘了前面的 2：2PR / (P + R)。" }],
];

function checkF1(scope: Scope): Outcome {
  const answer = scope.get("f1");
  if (answer === undefined) {
    return notAttempted({ en: "Define `f1` in the cell and run it.", "zh-CN": "请在单元格中定义 `f1` 并运行。" });
  }
  if (typeof answer !== "number" || Number.isNaN(answer)) {
    return incorrect({ en: "`f1` should be a number.", "zh-CN": "`f1` 应当是一个数。" });
  }
  if (isNear(answer, F1)) {
    return correct({
      en: "Right: 0.50, where the article's report gives the leavers 0.750.",
      "zh-CN": "正确：0.50，而文章的报告给流失者的是 0.750。",
    });
  }
  return incorrect(
    explainMistake(answer, f1Mistakes) ?? {
      en: "Not yet. Precision divides by the 22 who were predicted to leave, recall by the 18 who left.",
      "zh-CN": "还不对。精确率除以被预测流失的 22 人，召回率除以实际流失的 18 人。",
    },
  );
}

export default [gini, f1] satisfies Exercises;
