import { createRandom, tileRows } from "ulm/compute";
import { reduceTiles } from "../../../../ulm/learn/linear/reduce-tiles.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

const tiles = 21;
const width = 7;
const stride = 8;
const blockTiles = 4;
const size = width + 1;

kernelAgreement(reduceTiles, (kernels) => {
  const random = createRandom(5);
  const draw = (length: number) => kernels.copy(Float64Array.from({ length }, () => random.normal()));
  const matrix = draw(tiles * tileRows * stride);
  // A column of zeros, as a rare category has in most blocks.
  for (let tile = 0; tile < tiles; tile++)
    matrix.fill(0, (tile * stride + 3) * tileRows, (tile * stride + 4) * tileRows);
  return {
    args: [
      matrix,
      draw(tiles * tileRows),
      kernels.float64(Math.ceil(tiles / blockTiles) * size * size),
      kernels.perThread(() => kernels.float64(blockTiles * tileRows * size)),
      width,
      stride,
      blockTiles,
    ],
    work: { items: tiles, block: blockTiles },
  };
});
