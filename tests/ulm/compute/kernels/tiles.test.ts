import { createRandom, crossTiles, fillTiles, multiplyTiles, sumTiles, tileRows } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { kernelAgreement } from "../kernel-agreement.ts";

const rows = 20 * tileRows + 37;
const tiles = 21;
const columns = 7;
const stride = 8;
const blockTiles = 4;
const work = { items: tiles, block: blockTiles };
const blocks = Math.ceil(tiles / blockTiles);

function normals(kernels: Kernels, length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return kernels.copy(Float64Array.from({ length }, () => random.normal()));
}

kernelAgreement(fillTiles, (kernels) => {
  const values = normals(kernels, rows * columns, 1);
  const scale = kernels.float64(columns).fill(1.7);
  const target = kernels.float64(tiles * tileRows * stride);
  return { args: [values, normals(kernels, columns, 2), scale, target, rows, columns, stride], work };
});

kernelAgreement(multiplyTiles, (kernels) => {
  const matrix = normals(kernels, tiles * tileRows * stride, 1);
  return { args: [matrix, normals(kernels, stride, 2), kernels.float64(tiles * tileRows).fill(9), stride], work };
});

kernelAgreement(sumTiles, (kernels) => {
  const matrix = normals(kernels, tiles * tileRows * stride, 1);
  return {
    args: [matrix, normals(kernels, tiles * tileRows, 2), kernels.float64(blocks * stride), stride, blockTiles],
    work,
  };
});

kernelAgreement(crossTiles, (kernels) => {
  const matrix = normals(kernels, tiles * tileRows * stride, 1);
  const products = kernels.float64(blocks * stride * stride);
  const scratch = kernels.perThread(() => kernels.float64(2 * tileRows));
  return { args: [matrix, normals(kernels, tiles * tileRows, 2), products, scratch, stride, blockTiles], work };
});
