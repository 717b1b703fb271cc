import { createRandom } from "ulm/compute";
import { scatterRows } from "../../../../ulm/learn/moments/scatter-rows.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

const rows = 1003;
const block = 192;

for (const [columns, targetCount, weightCount] of [
  [1, 0, 0],
  [3, 0, 1],
  [6, 1, 0],
  [9, 1, 1],
] as const) {
  kernelAgreement(scatterRows, (kernels) => {
    const random = createRandom(columns);
    const draw = (length: number) => kernels.copy(Float64Array.from({ length }, () => 3 + random.normal()));
    const width = columns + targetCount + 1;
    return {
      args: [
        draw(rows * columns),
        draw(rows * targetCount),
        kernels.copy(draw(rows * weightCount).map(Math.abs)),
        draw(columns + targetCount),
        kernels.perThread(() => kernels.float64(64 * 12)),
        kernels.float64(Math.ceil(rows / block) * width ** 2),
        columns,
        targetCount,
        weightCount,
        block,
      ],
      work: { items: rows, block },
    };
  });
}
