import { createRandom } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { reflectBothSides } from "../../../../ulm/compute/eigen/reflect-both-sides.ts";
import { reflectLines } from "../../../../ulm/compute/eigen/reflect-lines.ts";
import { rotateLines } from "../../../../ulm/compute/eigen/rotate-lines.ts";
import { kernelAgreement } from "../kernel-agreement.ts";

// Each is called once for all lines, so that there is one block; sizes have all remainders of eight columns.
for (const size of [2, 13, 23]) {
  const draw = (kernels: Kernels, length: number, seed: number) => {
    const random = createRandom(seed);
    return kernels.copy(Float64Array.from({ length }, () => random.normal()));
  };

  kernelAgreement(reflectBothSides, (kernels) => ({
    args: [draw(kernels, size * size, 1), draw(kernels, size, 2), kernels.float64(size), 3, size],
    work: { items: size, block: size },
  }));

  kernelAgreement(reflectLines, (kernels) => ({
    args: [draw(kernels, size * size, 1), draw(kernels, size, 2), 3, size],
    work: { items: size, block: size },
  }));

  kernelAgreement(rotateLines, (kernels) => ({
    args: [
      draw(kernels, size * size, 1),
      kernels.copy(draw(kernels, size, 2).map(Math.sin)),
      kernels.copy(draw(kernels, size, 2).map(Math.cos)),
      size,
    ],
    work: { items: size - 1, block: size },
  }));
}
