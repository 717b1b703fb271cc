import { createRandom } from "ulm/compute";
import type { Kernel, Kernels, Passed } from "ulm/compute";
import { Matrix } from "ulm/data";
import { growTrees, scratchBytes } from "../../../ulm/learn/trees/grow-trees.ts";
import { runningSums } from "../../../ulm/learn/draw-row.ts";
import { packPlan } from "../../../ulm/learn/trees/growth-plan.ts";
import type { GrowthPlan } from "../../../ulm/learn/trees/growth-plan.ts";
import { placeInRanks } from "../../../ulm/learn/trees/place-in-ranks.ts";
import { distinctValues, sortColumns, sortScratchBytes } from "../../../ulm/learn/trees/sort-columns.ts";
import { addTrees } from "../../../ulm/learn/trees/sum-trees.ts";
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

/** Column-major. */
const columnsOfX = Float64Array.from({ length: 4 * rows }, (_, index) => X.get(index % rows, Math.floor(index / rows)));

function prepare(kernels: Kernels, changes: Partial<GrowthPlan>) {
  const capacity = 2 * rows - 1;
  const plan: GrowthPlan = {
    ...{ rows, columns: 4, criterion: "gini", classCount: 3, centre: 0, seed: 5, firstTree: 0, bootstrapRows: rows },
    ...{ maxDepth: Infinity, minSamplesSplit: 2, minSamplesLeaf: 1, maxFeatures: 2, maxLeafNodes: Infinity },
    ...{ minImpurityDecrease: 0, mixFeatures: 1, drawsByWeight: 0, capacity, ...changes },
  };
  const weights = Float64Array.from({ length: rows }, (_, row) => 1 + (row % 3));
  const width = plan.classCount === 0 ? 2 : plan.classCount;
  const columns = Array.from({ length: 4 }, (_, column) => X.column(column));
  const edges = columns.map((column) => distinctValues(column.filter((value) => !Number.isNaN(value)).sort())!);
  const codes = columns.flatMap((column, index) =>
    Array.from(column, (value) => (Number.isNaN(value) ? edges[index]!.length : edges[index]!.indexOf(value))),
  );
  const ranks = kernels.copy(Int32Array.from(edges, (list) => list.length));
  const args: KernelArguments<typeof growTrees> = [
    kernels.copy(Uint16Array.from(codes)),
    ranks,
    kernels.copy(plan.classCount === 0 ? values : classes),
    kernels.copy(plan.drawsByWeight === 1 ? runningSums(weights) : weights),
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
kernelAgreement(growTrees, (kernels) => prepare(kernels, { ...regression, drawsByWeight: 1, bootstrapRows: 700 }));
kernelAgreement(growTrees, (kernels) => prepare(kernels, { ...regression, maxLeafNodes: 20, maxFeatures: 4 }));

kernelAgreement(sortColumns, (kernels) => ({
  args: [
    kernels.copy(columnsOfX),
    kernels.float64(4 * rows),
    kernels.perThread(() => kernels.uint8(sortScratchBytes(rows))),
    rows,
  ],
  work: { items: 4, block: 1 },
}));

kernelAgreement(placeInRanks, (kernels) => ({
  args: [
    kernels.copy(columnsOfX),
    kernels.copy(Float64Array.of(-1, 0, 1, 0, 5, 9, -0.5, 0.5, 9, 9, 9, 9)),
    kernels.copy(Int32Array.of(3, 3, 2, 0)),
    kernels.uint16(4 * rows),
    ...([3, rows] as const),
  ],
  work: { items: 4, block: 1 },
}));

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
