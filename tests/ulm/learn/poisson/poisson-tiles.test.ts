import { createRandom, tileRows } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { poissonTiles } from "../../../../ulm/learn/poisson/poisson-tiles.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

function numbers(kernels: Kernels, length: number, draw: (random: ReturnType<typeof createRandom>) => number) {
  const random = createRandom(length);
  return kernels.copy(Float64Array.from({ length }, () => draw(random)));
}

kernelAgreement(poissonTiles, (kernels) => {
  const [tiles, stride, blockTiles] = [16, 6, 3];
  const count = Math.ceil(tiles / blockTiles);
  const padded = tiles * tileRows;
  return {
    args: [
      // Far tails included.
      numbers(kernels, padded * stride, (random) => (random.integer(4) === 0 ? 0 : random.normal() ** 3)),
      numbers(kernels, stride, (random) => random.normal()),
      numbers(kernels, padded, (random) => random.integer(3)),
      numbers(kernels, padded, (random) => random.integer(9)),
      kernels.float64(padded),
      kernels.float64(count * stride),
      kernels.float64(count),
      kernels.perThread(() => kernels.float64(tileRows)),
      stride,
      blockTiles,
    ],
    work: { items: tiles, block: blockTiles },
  };
});
