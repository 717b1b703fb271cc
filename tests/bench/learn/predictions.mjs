// @ts-check
import { HistGradientBoostingClassifier, RandomForestClassifier, SVC } from "ulm/learn";
import { treeData } from "../support/tree-data.mjs";

const models = /** @type {Record<string, () => any>} */ ({
  forest: () => new RandomForestClassifier(),
  boosting: () => new HistGradientBoostingClassifier({ earlyStopping: false }),
  "support vectors": () => new SVC(),
});
const trainingRows = 2_000;
const cut = (/** @type {number} */ most) => Int32Array.from({ length: most }, (_, row) => row);
/** The models of each data set: fitting them is not timed. @type {WeakMap<object, Map<string, any>>} */
const fitted = new WeakMap();

/** Answers of fitted models for many rows. @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(models),
  sizes: [
    [2_000, 20],
    [10_000, 20],
    [50_000, 20],
  ],
  async data(rows, columns, random) {
    const { X, y } = treeData(Math.max(rows, trainingRows), columns, random);
    const arrays = { X: X.take(cut(rows)), XTrain: X.take(cut(trainingRows)), yTrain: y.slice(0, trainingRows) };
    const own = new Map();
    for (const [name, create] of Object.entries(models)) {
      own.set(name, await create().fit(arrays.XTrain, arrays.yTrain));
    }
    fitted.set(arrays, own);
    return arrays;
  },
  ours: async (arrays, variant) => fitted.get(arrays)?.get(variant).predict(arrays.X),
  agreement(labels, peer) {
    const same = peer.labels.filter((/** @type {number} */ label, /** @type {number} */ row) => label === labels[row]);
    // The models are not the same to the last digit, forests not at all.
    const value = 1 - same.length / labels.length;
    return { metric: "share of other labels", value, tolerance: 0.1, ok: value <= 0.1 };
  },
};
