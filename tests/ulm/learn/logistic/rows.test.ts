import { createRandom, tileRows } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { logisticTiles } from "../../../../ulm/learn/logistic/logistic-tiles.ts";
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

kernelAgreement(logisticTiles, (kernels) => {
  const [tiles, stride, blockTiles] = [16, 6, 3];
  const count = Math.ceil(tiles / blockTiles);
  const padded = tiles * tileRows;
  return {
    args: [
      // Far tails and ties included.
      numbers(kernels, padded * stride, (random) => (random.integer(4) === 0 ? 0 : 10 * random.normal() ** 3)),
      numbers(kernels, stride, (random) => random.normal()),
      numbers(kernels, padded, (random) => random.integer(2)),
      numbers(kernels, padded, (random) => random.integer(3)),
      kernels.float64(padded),
      kernels.float64(count * stride),
      kernels.float64(2 * count),
      kernels.perThread(() => kernels.float64(tileRows)),
      stride,
      blockTiles,
    ],
    work: { items: tiles, block: blockTiles },
  };
});

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
