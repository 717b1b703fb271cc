import { createRandom } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { logisticRows } from "../../../../ulm/learn/logistic/logistic-rows.ts";
import { softmaxCurvatures, softmaxRows } from "../../../../ulm/learn/logistic/softmax-rows.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

const rows = 2000;
const block = 300;
const blocks = Math.ceil(rows / block);
const classes = 3;

function numbers(kernels: Kernels, length: number, draw: (random: ReturnType<typeof createRandom>) => number) {
  const random = createRandom(length);
  return kernels.copy(Float64Array.from({ length }, () => draw(random)));
}

kernelAgreement(logisticRows, (kernels) => ({
  args: [
    // Far tails and ties included.
    numbers(kernels, rows, (random) => (random.integer(20) === 0 ? 0 : 50 * random.normal() ** 3)),
    numbers(kernels, rows, (random) => random.integer(2)),
    numbers(kernels, rows, (random) => random.integer(3)),
    kernels.float64(rows),
    kernels.float64(rows),
    kernels.float64(2 * blocks),
    block,
  ],
  work: { items: rows, block },
}));

kernelAgreement(softmaxRows, (kernels) => ({
  args: [
    numbers(kernels, classes * rows, (random) => 20 * random.normal() ** 3),
    numbers(kernels, rows, (random) => random.integer(classes)),
    numbers(kernels, rows, (random) => random.integer(3)),
    kernels.float64(classes * rows),
    kernels.float64(2 * blocks),
    classes,
    rows,
    block,
  ],
  work: { items: rows, block },
}));

kernelAgreement(softmaxCurvatures, (kernels) => ({
  args: [
    numbers(kernels, rows, (random) => random.random()),
    numbers(kernels, rows, (random) => random.random() / 2),
    numbers(kernels, rows, (random) => random.integer(3)),
    kernels.float64(rows),
    1,
  ],
  work: { items: rows, block },
}));
