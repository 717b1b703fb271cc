import { createRandom } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { Matrix } from "ulm/data";
import { describe, expect, it } from "vitest";
import type { Numbers } from "../../../../ulm/learn/network/arithmetic.ts";
import type { LayerSpec } from "../../../../ulm/learn/network/layer.ts";
import { flatWeights, initialNetwork, runNetwork, withFlatWeights } from "../../../../ulm/learn/network/network.ts";
import type { Network } from "../../../../ulm/learn/network/network.ts";
import { planNetwork } from "../../../../ulm/learn/network/plan-network.ts";
import { losses } from "../../../../ulm/learn/network/row-losses.ts";
import type { Loss } from "../../../../ulm/learn/network/row-losses.ts";
import { trainRows, writeLayers } from "../../../../ulm/learn/network/train-rows.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

/** Widths that four and eight do and do not divide; every kind of layer first and behind others. */
const architectures: Record<string, LayerSpec[]> = {
  "one layer": [],
  dense: [
    { type: "dense", units: 13, activation: "logistic" },
    { type: "dense", units: 8, activation: "relu" },
    { type: "dense", units: 3, activation: "tanh" },
  ],
  lstm: [
    { type: "steps", steps: 3 },
    { type: "lstm", units: 6 },
  ],
  conv1d: [
    { type: "steps", steps: 6 },
    { type: "conv1d", filters: 5, kernelSize: 2, activation: "tanh" },
    { type: "conv1d", filters: 12, kernelSize: 5, activation: "relu" },
    { type: "maxOverSteps" },
  ],
  "conv1d, lstm and dense": [
    { type: "dense", units: 12, activation: "identity" },
    { type: "steps", steps: 4 },
    { type: "conv1d", filters: 3, kernelSize: 3, activation: "logistic" },
    { type: "lstm", units: 5 },
    { type: "dense", units: 4, activation: "tanh" },
  ],
};
const inputs = 6;

function networkOf(hidden: readonly LayerSpec[], outputs: number): Network {
  const random = createRandom(3);
  const layers: LayerSpec[] = [...hidden, { type: "dense", units: outputs, activation: "identity" }];
  const network = initialNetwork(inputs, layers, random);
  // Biases that are zero would hide mistakes.
  const weights = flatWeights(network).map((weight) => Math.fround(weight + 0.1 * random.normal()));
  return withFlatWeights(network, weights);
}

/** Targets of each loss for `rows` rows, and how much rows count. */
function lessonOf(loss: Loss, rows: number) {
  const random = createRandom(4);
  const outputs = loss === "multinomial" ? 3 : 1;
  const X = Float64Array.from({ length: rows * inputs }, () => Math.fround(random.normal()));
  const targets = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    if (loss === "multinomial") targets[3 * row + random.integer(3)] = 1;
    else targets[row] = loss === "binary" ? random.integer(2) : Math.fround(random.normal());
  }
  const weights = Float64Array.from({ length: rows }, () => random.random() + 0.5);
  const order = Int32Array.from({ length: rows }, (_, row) => (row * 7) % rows);
  return { X, targets, weights, order, outputs };
}

type Lesson = ReturnType<typeof lessonOf>;

/** What `trainRows` takes, its numbers laid down by `numbers`. */
function argumentsOf(
  network: Network,
  loss: Loss,
  { X, targets, weights, order, outputs }: Lesson,
  { blockRows, factor }: { blockRows: number; factor: number },
  numbers: (values: ArrayLike<number>) => Numbers,
) {
  const plan = planNetwork(network, blockRows);
  const blocks = Math.ceil(order.length / blockRows);
  return {
    plan,
    first: [writeLayers(plan.layers), plan.layers.length, numbers(X), inputs, numbers(targets), outputs] as const,
    second: [weights, order, losses.indexOf(loss), factor, numbers(flatWeights(network)), plan.weightCount] as const,
    third: [numbers(new Float64Array(blocks * plan.weightCount)), new Float64Array(blocks)] as const,
  };
}

describe.each(Object.entries(architectures))("the gradients of a network: %s", (_name, hidden) => {
  it.each(losses)("are those of finite differences: %s", (loss) => {
    const rows = 10;
    const lesson = lessonOf(loss, rows);
    const network = networkOf(hidden, lesson.outputs);
    const factor = 0.7;
    const options = { blockRows: rows, factor };
    const { plan, first, second, third } = argumentsOf(network, loss, lesson, options, (values) =>
      Float64Array.from(values),
    );
    trainRows.twin(...first, ...second, ...third, new Float64Array(plan.scratchSize), rows, 0, rows);
    const [gradients, lossSums] = third;
    const weights = flatWeights(network);
    expect(lossSums[0]).toBeCloseTo(lossOf(network, loss, lesson), 10);
    weights.forEach((weight, index) => {
      const shifted = (step: number) =>
        lossOf(withFlatWeights(network, weights.with(index, weight + step)), loss, lesson);
      const expected = (factor * (shifted(1e-5) - shifted(-1e-5))) / 2e-5;
      expect(gradients[index]).toBeCloseTo(expected, 7);
    });
  });
});

/** The weighted loss of all rows, written anew. */
function lossOf(network: Network, loss: Loss, { X, targets, weights, outputs }: Lesson): number {
  const rows = weights.length;
  const values = runNetwork(network, new Matrix(X, rows, inputs));
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = [...values.subarray(row * outputs, (row + 1) * outputs)];
    const wanted = [...targets.subarray(row * outputs, (row + 1) * outputs)];
    if (loss === "squared") sum += (weights[row]! * (own[0]! - wanted[0]!) ** 2) / 2;
    else if (loss === "binary") sum += weights[row]! * (Math.log(1 + Math.exp(own[0]!)) - wanted[0]! * own[0]!);
    else {
      const all = own.reduce((total, logit) => total + Math.exp(logit), 0);
      sum += weights[row]! * (Math.log(all) - own[wanted.indexOf(1)]!);
    }
  }
  return sum;
}

describe.each(Object.entries(architectures))("a network of layers in single precision: %s", (name, hidden) => {
  const loss = losses[Object.keys(architectures).indexOf(name) % 3]!;
  const rows = 43;
  const blockRows = 9;
  const lesson = lessonOf(loss, rows);
  const network = networkOf(hidden, lesson.outputs);
  kernelAgreement(trainRows, (kernels: Kernels) => {
    const single = (values: ArrayLike<number>) => kernels.copy(Float32Array.from(values));
    const options = { blockRows, factor: 0.3 };
    const { plan, first, second, third } = argumentsOf(network, loss, lesson, options, single);
    const scratch = kernels.perThread(() => kernels.float32(plan.scratchSize));
    const [layers, ...others] = first;
    const [weights, order, ...rest] = second;
    return {
      args: [
        ...([kernels.copy(layers), ...others] as const),
        ...([kernels.copy(weights), kernels.copy(order), ...rest] as const),
        ...([third[0], kernels.copy(third[1]), scratch, blockRows] as const),
      ],
      work: { items: rows, block: blockRows },
    };
  });
});
