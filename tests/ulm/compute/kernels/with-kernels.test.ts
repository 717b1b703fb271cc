import {
  configureKernels,
  createRandom,
  KernelMemoryError,
  kernelStatus,
  sumColumns,
  withKernels,
  withKernelsNow,
  withTaskContext,
} from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { afterEach, describe, expect, it } from "vitest";
import { kernelAgreement } from "../kernel-agreement.ts";

const rows = 5003;
const columns = 7;
const blockRows = 256;
const values = Float64Array.from({ length: rows * columns }, () => 0);
const random = createRandom(3);
values.forEach((_, index) => (values[index] = random.normal() * 10 + index));

function prepare(kernels: Kernels) {
  const blocks = Math.ceil(rows / blockRows);
  const sums = kernels.float64(blocks * columns);
  const squares = kernels.float64(blocks * columns);
  const X = kernels.copy(values);
  const centre = kernels.copy(values.slice(0, columns));
  const args: [Float64Array, Float64Array, Float64Array, Float64Array, number, number] = [
    X,
    centre,
    sums,
    squares,
    columns,
    blockRows,
  ];
  return { args, work: { items: rows, block: blockRows } };
}

kernelAgreement(sumColumns, prepare);

afterEach(() => configureKernels({ engine: "webassembly", workers: 2 }));

/** Many times the same sums: as long as one likes. */
async function longRun(kernels: Kernels, options: { leaveToWorkers?: boolean; label?: string } = {}) {
  const { args } = prepare(kernels);
  await kernels.run(sumColumns, args.with(5, 2 ** 30) as never, { items: rows, block: rows, ...options });
  for (let round = 0; round < 100_000; round++) {
    await kernels.run(sumColumns, args, { items: rows, block: blockRows, ...options });
  }
}

describe("withKernels", () => {
  it("runs WebAssembly in tests, and says so", () => {
    expect(kernelStatus()).toMatchObject({ engine: "webassembly", workers: 2 });
    expect(kernelStatus().reason).toBeUndefined();
  });

  it("computes what it shall, at once and alone too", async () => {
    const expected = new Float64Array(columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        expected[column]! += values[row * columns + column]! - values[column]!;
      }
    }
    const total = (sums: Float64Array) =>
      expected.map((_, column) =>
        sums.reduce((sum, value, index) => sum + (index % columns === column ? value : 0), 0),
      );
    const later = await withKernels("test", async (kernels) => {
      const { args, work } = prepare(kernels);
      await kernels.run(sumColumns, args, work);
      return total(args[2]);
    });
    const now = withKernelsNow("test", (kernels) => {
      const { args, work } = prepare(kernels);
      kernels.runNow(sumColumns, args, work);
      return total(args[2]);
    });
    expect(now).toEqual(later);
    const alone = await withKernels("test", async (kernels) => {
      const { args, work } = prepare(kernels);
      await kernels.run(sumColumns, args, { ...work, alone: true });
      const first = total(args[2]);
      args[2].fill(0);
      kernels.runNow(sumColumns, args, { ...work, alone: true });
      expect(total(args[2])).toEqual(first);
      return first;
    });
    expect(alone).toEqual(later);
    later.forEach((sum, column) => expect(Math.abs(sum / expected[column]! - 1)).toBeLessThan(1e-12));
  });

  it("releases its memory, also when it fails, and gives zeros again", async () => {
    await configureKernels({});
    const size = 2 ** 20;
    for (let round = 0; round < 20; round++) {
      const failing = withKernels("test", async (kernels) => {
        const array = kernels.float64(size);
        expect(array.every((value) => value === 0)).toBe(true);
        array.fill(round + 1);
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
    }
    expect(kernelStatus().bytes).toBeLessThan(2 * 8 * size);
  });

  it("keeps arrays apart, and valid when the memory grows", async () => {
    await withKernels("test", async (kernels) => {
      const first = kernels.float64(1000).fill(1);
      const bytes = kernels.uint8(13).fill(2);
      const outer = await withKernels("inner", async (inner) => inner.float64(2 ** 21).fill(3).length);
      const large = kernels.float64(2 ** 22).fill(4);
      expect([outer, first.every((v) => v === 1), bytes.every((v) => v === 2), large.every((v) => v === 4)]).toEqual([
        2 ** 21,
        true,
        true,
        true,
      ]);
      first[0] = 9;
      const sums = kernels.float64(1);
      await kernels.run(sumColumns, [first, kernels.float64(1), sums, kernels.float64(1), 1, 1000], {
        items: 1000,
        block: 1000,
      });
      expect(sums[0]).toBe(1008);
    });
  });

  it("gives a memory that has grown large back once the last computation has left it, and not before", async () => {
    await configureKernels({});
    const large = 2 ** 25 + 1;
    await withKernels("outer", async (kernels) => {
      // Nothing of its own yet: what another one holds meanwhile comes and goes.
      await withKernels("other", async (other) => void other.space(large));
      const { args, work } = prepare(kernels);
      const sums = await withKernels("inner", async (inner) => {
        const ofInner = inner.float64(args[2].length);
        await inner.run(sumColumns, args.with(2, ofInner) as typeof args, work);
        return ofInner.slice();
      });
      await kernels.run(sumColumns, args, work);
      expect(sums).toEqual(args[2].slice());
      expect(kernelStatus().bytes).toBeGreaterThan(8 * large);
    });
    expect(kernelStatus().bytes).toBeLessThan(2 ** 21);
  });

  it("says what to do when data are too large", async () => {
    const tooMuch = withKernels("KMeans", async (kernels) => kernels.float64(2 ** 29 + 1));
    await expect(tooMuch).rejects.toThrow(KernelMemoryError);
    await expect(tooMuch).rejects.toThrow(/KMeans needs an array of 4\.00 GB.*Take a sample of the rows/);
    expect(withKernelsNow("test", (kernels) => kernels.float64(3))).toEqual(new Float64Array(3));
  });

  it("does some items on the spot, with and without WebAssembly", async () => {
    for (const engine of ["webassembly", "plain"] as const) {
      await configureKernels({ engine });
      withKernelsNow("test", (kernels) => {
        const list = kernels.copy(Float64Array.of(1, 2, 3, 4, 5));
        const sums = kernels.float64(1);
        kernels.call(sumColumns, [list, kernels.float64(1), sums, kernels.float64(1), 1, 1000], 0, 3);
        expect(sums[0]).toBe(6);
        const ofOthers = [Float64Array.of(1), list, sums, sums, 1, 1] as const;
        if (engine === "webassembly") {
          expect(() => kernels.call(sumColumns, ofOthers, 0, 1)).toThrow("argument 0 is an array that kernels cannot");
        }
      });
    }
    await configureKernels({ engine: "webassembly" });
  });

  it("refuses arrays that kernels cannot reach", () => {
    withKernelsNow("test", (kernels) => {
      const { args, work } = prepare(kernels);
      expect(() => kernels.runNow(sumColumns, args.with(0, values) as never, work)).toThrow(
        "argument 0 is an array that kernels cannot reach",
      );
    });
  });

  it.each([
    ["the caller works", {}],
    ["workers work", { leaveToWorkers: true }],
    ["with progress", { label: "sums" }],
  ])("yields and can be called off while %s; then it works again", async (_, options) => {
    for (const workers of [0, 2]) {
      await configureKernels({ workers });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 150);
      const running = withTaskContext({ signal: controller.signal }, () =>
        withKernels("test", (kernels) => longRun(kernels, options)),
      );
      await expect(running).rejects.toEqual(expect.objectContaining({ name: "AbortError" }));
      await withKernels("test", async (kernels) => {
        const { args, work } = prepare(kernels);
        await kernels.run(sumColumns, args, work);
        expect(args[3].every((square) => square > 0)).toBe(true);
      });
    }
  });

  it("prepares each block before anyone takes it, and can be called off meanwhile", async () => {
    const sums = (prepareBlock?: (X: Float64Array, start: number, end: number) => void, now = false, alone = false) =>
      withKernels("test", async (kernels) => {
        const { args, work } = prepare(kernels);
        const [X] = args;
        if (prepareBlock !== undefined) X.fill(NaN);
        const whole = { ...work, alone, prepare: (start: number, end: number) => prepareBlock?.(X, start, end) };
        if (now) kernels.runNow(sumColumns, args, whole);
        else await kernels.run(sumColumns, args, whole);
        return args[2].slice();
      });
    const fetch = (X: Float64Array, start: number, end: number) =>
      X.set(values.subarray(start * columns, end * columns), start * columns);
    for (const settings of [{ workers: 0 }, { workers: 1 }, { workers: 3 }, { engine: "plain" as const }]) {
      await configureKernels(settings);
      const expected = await sums();
      for (const [now, alone] of [[], [true], [false, true], [true, true]]) {
        expect(await sums(fetch, now, alone)).toEqual(expected);
      }
      const failing = sums((X, start, end) => {
        if (start > rows / 2) throw new Error("on purpose");
        fetch(X, start, end);
      });
      await expect(failing).rejects.toThrow("on purpose");
      expect(await sums(fetch)).toEqual(expected);
    }
  });

  it("wakes a worker for a single block that is left to the workers", async () => {
    await withKernels("test", async (kernels) => {
      const { args } = prepare(kernels);
      for (let round = 0; round < 3; round++) {
        // By now all workers sleep.
        await new Promise((resolve) => setTimeout(resolve, 20));
        args[3].fill(0);
        await kernels.run(sumColumns, args, { items: blockRows, block: blockRows, leaveToWorkers: true });
        expect(args[3].some((square) => square > 0)).toBe(true);
      }
    });
  });

  it("takes one run after another when several computations are under way", async () => {
    const compute = () =>
      withKernels("test", async (kernels) => {
        const { args, work } = prepare(kernels);
        for (let round = 0; round < 20; round++) {
          args[2].fill(0);
          await kernels.run(sumColumns, args, work);
        }
        return args[2].slice();
      });
    const [alone] = await Promise.all([compute()]);
    for (const result of await Promise.all([compute(), compute(), compute()])) expect(result).toEqual(alone);
  });
});
