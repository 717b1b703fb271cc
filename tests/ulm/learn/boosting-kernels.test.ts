import { createRandom, withKernels } from "ulm/compute";
import type { Kernel, Kernels, Passed } from "ulm/compute";
import { expect, it } from "vitest";
import { addLeaves } from "../../../ulm/learn/boosting/add-leaves.ts";
import { borderOf, divideRows, joinSides } from "../../../ulm/learn/boosting/divide-rows.ts";
import { expandNode, expandScratchBytes } from "../../../ulm/learn/boosting/expand-node.ts";
import { lossGradients } from "../../../ulm/learn/boosting/loss-gradients.ts";
import { placeInBins } from "../../../ulm/learn/boosting/place-in-bins.ts";
import { rowNumbers } from "../../../ulm/learn/boosting/row-records.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";

/** What a kernel takes before `start` and `end`. */
type KernelArguments<Any> = Any extends Kernel<infer Arguments> ? Passed<Arguments> : never;

const rows = 700;
const random = createRandom(9);
/** Columns of many bins, of few (categories), of many with missing values, and twice of a single one: an odd number. */
const columns = 5;
const manyBins = 90;
const fewBins = 12;
function binOf(column: number): number {
  if (column === 0) return random.integer(manyBins);
  if (column === 1) return random.integer(fewBins);
  if (column === 2) return random.random() < 0.2 ? 255 : random.integer(manyBins);
  return 0;
}
/** In pairs of columns: see `firstBin`. */
const bins = Uint8Array.from({ length: 6 * rows }, (_, place) =>
  binOf(2 * Math.floor(place / (2 * rows)) + (place % 2)),
);
const values = Float64Array.from({ length: rows }, () => 3 * random.normal());

/** All rows in some order. */
function createRecords(kernels: Kernels) {
  const records = kernels.float32(4 * rows);
  const numbers = rowNumbers(records);
  for (let place = 0; place < rows; place++) {
    const row = (place * 37) % rows;
    records.set([values[row]!, 0.1 + (row % 5) / 10], 4 * place);
    numbers[4 * place + 2] = row;
  }
  return records;
}

/** A node of some rows and a sibling of which only the parent's histograms are known. */
function prepareExpand(kernels: Kernels, flags: Uint8Array, knowsCounts: 0 | 1 = 0) {
  const size = 6 * 256;
  const to = 600;
  const records = createRecords(kernels);
  const sum = (offset: number) =>
    records.reduce((total, value, index) => (index % 4 === offset && index < 4 * to ? total + value : total), 0);
  const args: KernelArguments<typeof expandNode> = [
    kernels.copy(bins),
    records,
    kernels.copy(Int32Array.of(manyBins, fewBins, manyBins, 1, 1)),
    kernels.copy(flags),
    kernels.float64(2 * size),
    kernels.copy(new Int32Array(size).fill(knowsCounts * 30)),
    kernels.copy(Float64Array.from({ length: 2 * size }, (_, index) => (index % 2 === 0 ? (index % 13) - 6 : 20))),
    kernels.copy(new Int32Array(size).fill(40)),
    kernels.copy(Float64Array.of(to, sum(0), sum(1), 0.1, -Infinity, Infinity, 3600, 20, 1800, 0, -0.2, 0.3)),
    kernels.float64(2 * columns * 6),
    kernels.uint32(2 * columns * 8),
    kernels.perThread(() => kernels.uint8(expandScratchBytes)),
    ...([rows, columns, 0, to, 1, knowsCounts, 10, 0.5] as const),
  ];
  return { args, work: { items: 3, block: 1 } };
}
kernelAgreement(expandNode, (kernels) => prepareExpand(kernels, Uint8Array.of(0, 2, 1, 0, 0)));
kernelAgreement(expandNode, (kernels) => prepareExpand(kernels, Uint8Array.of(4, 0, 9, 0, 0)));
kernelAgreement(expandNode, (kernels) => prepareExpand(kernels, Uint8Array.of(0, 0, 1, 0, 0), 1));

kernelAgreement(divideRows, (kernels) => ({
  args: [
    kernels.copy(bins),
    createRecords(kernels),
    kernels.float32(4 * rows),
    kernels.copy(Uint8Array.from({ length: 256 }, (_, bin) => Number(bin % 3 === 0))),
    kernels.int32(2),
    ...([2 * rows, 30, 691] as const),
  ],
  work: { items: 2, block: 1 },
}));

kernelAgreement(joinSides, (kernels) => ({
  args: [
    createRecords(kernels),
    kernels.copy(Float32Array.from({ length: 4 * rows }, (_, index) => index)),
    kernels.copy(Int32Array.of(200, 431)),
    ...([30, 691] as const),
  ],
  work: { items: 2, block: 1 },
}));

it("divides rows into sides that keep their order", () =>
  withKernels("test", async (kernels) => {
    const [records, spare, ends] = [createRecords(kernels), kernels.float32(4 * rows), kernels.int32(2)];
    const numbers = () => Array.from({ length: rows }, (_, place) => rowNumbers(records)[4 * place + 2]!);
    const before = numbers();
    const sides = kernels.copy(Uint8Array.from({ length: 256 }, (_, bin) => Number(bin % 3 === 0)));
    kernels.runNow(divideRows, [kernels.copy(bins), records, spare, sides, ends, 0, 30, 691], { items: 2, block: 1 });
    kernels.call(joinSides, [records, spare, ends, 30, 691], 0, 2);
    const goesLeft = (row: number) => bins[2 * row]! % 3 === 0;
    const own = before.slice(30, 691);
    const left = own.filter(goesLeft);
    expect(numbers()).toEqual([
      ...before.slice(0, 30),
      ...left,
      ...own.filter((row) => !goesLeft(row)),
      ...before.slice(691),
    ]);
    expect(borderOf(ends, 30, 691)).toBe(30 + left.length);
  }));

kernelAgreement(addLeaves, (kernels) => ({
  args: [
    createRecords(kernels),
    kernels.copy(Int32Array.of(90, 91, 400, 700)),
    kernels.copy(Float64Array.of(1, -2, 0.3, 7)),
    kernels.float64(2 * rows),
    rows,
  ],
  work: { items: rows, block: 64 },
}));

const toBePlaced = Float64Array.from({ length: 3 * rows }, (_, index) => (index % 11 === 0 ? NaN : random.normal()));
kernelAgreement(placeInBins, (kernels) => ({
  args: [
    kernels.copy(toBePlaced),
    kernels.copy(Float64Array.of(-1, 0, 1, 0.1, 0.2, 0.3, 9, 9, 9)),
    kernels.copy(Int32Array.of(3, 2, 0)),
    kernels.uint8(4 * rows),
    ...([3, rows] as const),
  ],
  work: { items: 3, block: 2 },
}));

for (const classCount of [1, 2, 3]) {
  kernelAgreement(
    lossGradients,
    (kernels) => {
      const raw = Float64Array.from({ length: 3 * rows }, (_, index) => values[index % rows]! * (1 + (index % 7)));
      const args: KernelArguments<typeof lossGradients> = [
        kernels.copy(raw),
        kernels.copy(classCount === 1 ? values : values.map((value) => Math.abs(Math.floor(value)) % classCount)),
        kernels.copy(Float64Array.from({ length: rows }, (_, row) => 1 + (row % 3))),
        kernels.float32(4 * rows),
        kernels.float64(2 * Math.ceil(rows / 64)),
        ...([64, rows, classCount, 1] as const),
      ];
      return { args, work: { items: rows, block: 64 } };
    },
    1e-7,
  );
}
