import { createRandom } from "ulm/compute";
import type { Kernel, Kernels, Passed } from "ulm/compute";
import { Matrix } from "ulm/data";
import { binColumns, binCount } from "../../../ulm/learn/boosting/binned-columns.ts";
import {
  divideRows,
  expandNode,
  expandScratchBytes,
  lossGradients,
} from "../../../ulm/learn/boosting/boosting-kernels.ts";
import { growTrees, scratchBytes } from "../../../ulm/learn/trees/grow-trees.ts";
import { packPlan } from "../../../ulm/learn/trees/growth-plan.ts";
import type { GrowthPlan } from "../../../ulm/learn/trees/growth-plan.ts";
import { addTrees } from "../../../ulm/learn/trees/sum-trees.ts";
import { rankColumns } from "../../../ulm/learn/trees/ranked-columns.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";

/** What a kernel takes before `start` and `end`. */
type KernelArguments<Any> = Any extends Kernel<infer Arguments> ? Passed<Arguments> : never;

const rows = 700;
const trees = 4;
const random = createRandom(8);
/** A column of many values, one of few, one with missing values, one that never varies. */
const X = new Matrix(
  Float64Array.from({ length: rows * 4 }, (_, index) => {
    if (index % 4 === 0) return random.normal();
    if (index % 4 === 1) return random.integer(12);
    if (index % 4 === 2) return random.random() < 0.2 ? NaN : random.normal();
    return 7;
  }),
  rows,
  4,
);
const values = Float64Array.from({ length: rows }, (_, row) => {
  const [a, b, c] = X.row(row);
  return Math.sin(3 * a!) + (b! > 5 ? a! : -a!) + (Number.isNaN(c!) ? 1 : c!) + random.normal();
});
const classes = values.map((value) => (value > 1 ? 2 : value > -0.5 ? 1 : 0));

function prepare(kernels: Kernels, changes: Partial<GrowthPlan>) {
  const capacity = 2 * rows - 1;
  const plan: GrowthPlan = {
    ...{ rows, columns: 4, criterion: "gini", classCount: 3, centre: 0, seed: 5, firstTree: 0, bootstrapRows: rows },
    ...{ maxDepth: Infinity, minSamplesSplit: 2, minSamplesLeaf: 1, maxFeatures: 2, maxLeafNodes: Infinity },
    ...{ minImpurityDecrease: 0, mixFeatures: 1, capacity, ...changes },
  };
  const width = plan.classCount === 0 ? 2 : plan.classCount;
  const columns = rankColumns(X);
  const ranks = kernels.copy(Int32Array.from(columns.highest, (list) => list.length));
  const args: KernelArguments<typeof growTrees> = [
    kernels.copy(columns.codes),
    ranks,
    kernels.copy(plan.classCount === 0 ? values : classes),
    kernels.copy(Float64Array.from({ length: rows }, (_, row) => 1 + (row % 3))),
    kernels.copy(packPlan(plan)),
    kernels.int32(trees),
    kernels.int32(trees * capacity * 6),
    kernels.float64(trees * capacity * (width + 1)),
    kernels.perThread(() => kernels.uint8(scratchBytes(rows, ranks, width, capacity))),
  ];
  return { args, work: { items: trees, block: 1 } };
}

const regression = { criterion: "squaredError", classCount: 0, centre: values[0]! } as const;
kernelAgreement(growTrees, (kernels) => prepare(kernels, { minSamplesLeaf: 3 }));
kernelAgreement(growTrees, (kernels) => prepare(kernels, { criterion: "entropy", bootstrapRows: 0, maxDepth: 7 }));
kernelAgreement(growTrees, (kernels) => prepare(kernels, { ...regression, bootstrapRows: 500 }));
kernelAgreement(growTrees, (kernels) => prepare(kernels, { ...regression, maxLeafNodes: 20, maxFeatures: 4 }));

/** A node of all rows and a sibling of which only the parent's histograms are known. */
function prepareExpand(kernels: Kernels) {
  const binned = binColumns(
    X,
    values.map(() => 1),
    [false, true, false, false],
    255,
    "test",
  );
  const pairs = kernels.float32(2 * rows);
  for (let row = 0; row < rows; row++) pairs.set([values[row]!, 0.1 + (row % 5) / 10], 2 * row);
  const sum = (offset: number) => pairs.reduce((total, value, index) => total + (index % 2 === offset ? value : 0), 0);
  const size = 4 * 256;
  const searches = [rows, sum(0), sum(1), 0.1, -Infinity, Infinity];
  const args: KernelArguments<typeof expandNode> = [
    kernels.copy(binned.bins),
    kernels.copy(Int32Array.from({ length: rows }, (_, row) => (row * 37) % rows)),
    pairs,
    kernels.copy(Int32Array.from(binned.layout, binCount)),
    kernels.copy(Uint8Array.of(0, 2, 1, 4)),
    kernels.float64(2 * size),
    kernels.int32(size),
    kernels.copy(new Float64Array(2 * size).fill(3)),
    kernels.copy(new Int32Array(size).fill(40)),
    kernels.copy(Float64Array.of(...searches, 900, 20, 200, 0, -1, 1)),
    kernels.float64(2 * 4 * 6),
    kernels.uint32(2 * 4 * 8),
    kernels.perThread(() => kernels.uint8(expandScratchBytes)),
    ...([rows, 4, 0, rows, 1, 10, 0.5] as const),
  ];
  return { args, work: { items: 4, block: 1 } };
}
kernelAgreement(expandNode, prepareExpand);

for (const isCategorical of [0, 1]) {
  kernelAgreement(divideRows, (kernels) => {
    const bins = binColumns(
      X,
      values.map(() => 1),
      [false, true, false, false],
      255,
      "test",
    ).bins;
    const args: KernelArguments<typeof divideRows> = [
      kernels.copy(bins),
      kernels.copy(Int32Array.from({ length: rows }, (_, row) => rows - 1 - row)),
      kernels.copy(Float32Array.from({ length: 2 * rows }, (_, index) => index)),
      kernels.int32(rows),
      kernels.float32(2 * rows),
      kernels.copy(Uint32Array.of(0b1011, 0, 0, 0, 0, 0, 0, 0)),
      kernels.int32(1),
      ...([(isCategorical === 1 ? 1 : 2) * rows, 100, 1, isCategorical, 50] as const),
    ];
    return { args, work: { items: rows - 100, block: rows - 100 } };
  });
}

for (const classCount of [1, 2, 3]) {
  kernelAgreement(
    lossGradients,
    (kernels) => {
      const raw = Float64Array.from({ length: 3 * rows }, (_, index) => values[index % rows]! * (1 + (index % 7)));
      const args: KernelArguments<typeof lossGradients> = [
        kernels.copy(raw),
        kernels.copy(classCount === 1 ? values : classes.map((own) => own % classCount)),
        kernels.copy(Float64Array.from({ length: rows }, (_, row) => 1 + (row % 3))),
        kernels.float32(2 * rows),
        kernels.int32(rows),
        ...([rows, classCount, 1] as const),
      ];
      return { args, work: { items: rows, block: 64 } };
    },
    1e-7,
  );
}

kernelAgreement(addTrees, (kernels) => {
  // Two trees: x0 ≤ 0 ? … : (x2 ≤ 0.5, missing left ? … : …), and a leaf.
  const args: KernelArguments<typeof addTrees> = [
    kernels.copy(X.data),
    kernels.copy(Int32Array.of(0, 2, -2, -1, 5, 4, -2, -1, -2, -1, -2, -1)),
    kernels.copy(Float64Array.of(0, 0, 0.5, 0, 0, 0)),
    kernels.copy(Float64Array.from({ length: 12 }, (_, index) => index / 7)),
    kernels.copy(Int32Array.of(0, 5)),
    kernels.float64(rows * 4),
    ...([4, 2, 2, 2] as const),
  ];
  return { args, work: { items: rows, block: 64 } };
});
