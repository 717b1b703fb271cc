import { configureKernels, withKernels } from "ulm/compute";
import { PerThread } from "ulm/compute";
import type { Kernel, KernelArgument, KernelArray, Kernels, KernelWork, Passed } from "ulm/compute";
import { afterAll, describe, expect, it } from "vitest";

/** Arguments for one run, on arrays of `kernels`. */
export interface KernelCase<Arguments extends readonly KernelArgument[]> {
  /** What a kernel leaves in arrays `perThread` is not compared. */
  args: Passed<Arguments>;
  work: KernelWork;
}

/**
 * Tests that a kernel does what its twin does, to `tolerance` relative (to the largest number of the array), and that its results are
 * the same to the last bit with 0, 1, 2 and 3 workers. Choose the data such that there are many blocks, the last of them not full.
 * @param prepare makes the same arguments each time that it is called
 */
export function kernelAgreement<Arguments extends readonly KernelArgument[]>(
  kernel: Kernel<Arguments>,
  prepare: (kernels: Kernels) => KernelCase<NoInfer<Arguments>>,
  tolerance = 1e-12,
): void {
  /** What all arrays hold after the run. */
  const run = async (settings: Parameters<typeof configureKernels>[0]) => {
    const status = await configureKernels(settings);
    expect(status.engine).toBe(settings.engine ?? "webassembly");
    return withKernels("test", async (kernels) => {
      const { args, work } = prepare(kernels);
      await kernels.run(kernel, args, work);
      const passed = args as readonly (KernelArgument | PerThread<KernelArray>)[];
      return passed.flatMap((argument) =>
        typeof argument === "number" || argument instanceof PerThread ? [] : [argument.slice() as KernelArray],
      );
    });
  };

  describe(`the kernel ${kernel.name}`, () => {
    afterAll(() => configureKernels({ engine: "webassembly", workers: 2 }));

    it("agrees with its twin", async () => {
      const plain = await run({ engine: "plain" });
      const shared = await run({ engine: "webassembly", workers: 0 });
      expect(shared.length).toBe(plain.length);
      plain.forEach((expected, index) => {
        const size = (expected as Float64Array).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        (expected as Float64Array).forEach((value, place) => {
          const actual = shared[index]![place]!;
          const isClose = Object.is(actual, value) || Math.abs(actual - value) <= tolerance * size;
          if (!isClose) expect.fail(`array ${index}, element ${place} is ${actual}, but its twin says ${value}`);
        });
      });
    });

    it("does not depend on the number of workers", async () => {
      const alone = await run({ engine: "webassembly", workers: 0 });
      for (const workers of [1, 2, 3]) expect(await run({ workers })).toEqual(alone);
    });
  });
}
