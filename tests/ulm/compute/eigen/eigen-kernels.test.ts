import { createRandom } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { diagonalise } from "../../../../ulm/compute/eigen/diagonalise.ts";
import { mirrorAndScale } from "../../../../ulm/compute/eigen/mirror-and-scale.ts";
import { tridiagonalise } from "../../../../ulm/compute/eigen/tridiagonalise.ts";
import { kernelAgreement } from "../kernel-agreement.ts";

// Each is called once for all, so that there is one block; sizes have all remainders of eight columns.
for (const size of [1, 2, 13, 23]) {
  const draw = (kernels: Kernels, length: number, seed: number) => {
    const random = createRandom(seed);
    return kernels.copy(Float64Array.from({ length }, () => random.normal()));
  };
  const unit = (kernels: Kernels) => {
    const lines = kernels.float64(size * size);
    for (let index = 0; index < size; index++) lines[index * size + index] = 1;
    return lines;
  };
  const work = { items: size, block: size };

  kernelAgreement(mirrorAndScale, (kernels) => ({
    args: [draw(kernels, size * size, 1), kernels.float64(1), size],
    work,
  }));

  kernelAgreement(tridiagonalise, (kernels) => {
    const matrix = draw(kernels, size * size, 1);
    for (let cell = 0; cell < matrix.length; cell++) {
      matrix[(cell % size) * size + Math.floor(cell / size)] = matrix[cell]! / 4;
    }
    const scratch = kernels.perThread(() => kernels.float64(size));
    return { args: [matrix, unit(kernels), kernels.float64(size), kernels.float64(size), scratch, size], work };
  });

  kernelAgreement(diagonalise, (kernels) => {
    const besides = draw(kernels, size, 2);
    besides[size - 1] = 0;
    // Here the matrix falls into two parts.
    if (size > 13) besides[9] = 0;
    const diagonal = draw(kernels, size, 3).map((value, index) => value + index);
    const scratch = () => kernels.perThread(() => kernels.float64(size));
    return { args: [kernels.copy(diagonal), besides, unit(kernels), scratch(), scratch(), size], work };
  });
}
