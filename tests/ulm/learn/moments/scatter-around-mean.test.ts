import { createRandom } from "ulm/compute";
import { scatterAroundMean } from "../../../../ulm/learn/moments/scatter-around-mean.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

const size = 21;
const random = createRandom(1);
const sums = Float64Array.from({ length: (size + 1) ** 2 }, () => 3 + random.normal());

kernelAgreement(scatterAroundMean, (kernels) => ({
  args: [kernels.copy(sums), kernels.float64(size * size), size],
  work: { items: size, block: 4 },
}));
