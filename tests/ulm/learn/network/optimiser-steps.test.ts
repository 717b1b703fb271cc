import { createRandom } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { adamSteps, collectGradients, momentumSteps } from "../../../../ulm/learn/network/optimiser-steps.ts";
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

const weightCount = 203;
const work = { items: weightCount, block: 50 };

/** Numbers of single precision, the same each time. */
function numbersOf(kernels: Kernels) {
  const random = createRandom(8);
  return (length: number, draw = () => random.normal()) => kernels.copy(Float32Array.from({ length }, draw));
}

kernelAgreement(collectGradients, (kernels) => {
  const numbers = numbersOf(kernels);
  const penalties = numbers(weightCount, () => 0.1);
  const args = [numbers(4 * weightCount), 4, numbers(weightCount), weightCount, penalties] as const;
  return { args: [...args, 0.25, kernels.float64(5), work.block], work };
});

kernelAgreement(adamSteps, (kernels) => {
  const numbers = numbersOf(kernels);
  const squares = numbers(weightCount, () => 0.3);
  return { args: [numbers(weightCount), numbers(weightCount), numbers(weightCount), squares, 0.01], work };
});

kernelAgreement(momentumSteps, (kernels) => {
  const numbers = numbersOf(kernels);
  return { args: [numbers(weightCount), numbers(weightCount), numbers(weightCount), 0.1, 0.9, 1], work };
});
